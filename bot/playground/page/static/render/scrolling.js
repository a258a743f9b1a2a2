// What scrolls is reached by the keyboard and says what it is; the rest is no stop for it.

const NAMES = new WeakMap();
const WATCHED = new ResizeObserver((seen) => seen.forEach(({ target }) => settle(target)));

/** The element, with a name from the moment that it is too small for what is in it. */
export function scrolling(element, name) {
  NAMES.set(element, name);
  WATCHED.observe(element);
  return element;
}

function settle(element) {
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
  const scrolls = scrollWidth > clientWidth || scrollHeight > clientHeight;
  element.classList.toggle("is-wide", scrollWidth > clientWidth);
  element.role = scrolls ? "group" : null;
  element.ariaLabel = scrolls ? NAMES.get(element) : null;
  if (scrolls) element.tabIndex = 0;
  else element.removeAttribute("tabindex");
}
