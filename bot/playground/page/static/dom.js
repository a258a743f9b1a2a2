// Builds elements. Text only ever becomes text nodes, so nothing that the cloud, the bot
// or a person wrote can become markup.

const SVG = "http://www.w3.org/2000/svg";
// The time to lay out one text can grow with the square of its length.
const PIECE = /[^]{1,4000}/gu;

/**
 * An HTML element.
 *
 * @param {string} tag such as "button"
 * @param {object} properties `class`, `on` (handlers by event), `data` (data-…), `aria-…`,
 *     `role` and other names with a dash as attributes; everything else as properties.
 *     What is undefined or null is left out.
 * @param {...(Node|string|null|undefined|Array)} children lists may be given as they are
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value !== undefined && value !== null) give(element, name, value);
  }
  return filled(element, children);
}

/** An SVG element; everything in `attributes` is an attribute. */
export function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) element.setAttribute(name, value);
  }
  return filled(element, children);
}

/** The element with these children, whatever is undefined or null left out. */
export function filled(element, children) {
  // One by one: a call takes only so many arguments.
  for (const child of children.flat()) {
    if (typeof child === "string") element.append(...(child.match(PIECE) ?? []));
    else if (child !== undefined && child !== null) element.append(child);
  }
  return element;
}

function give(element, name, value) {
  if (name === "class") element.className = value;
  else if (name === "on") listen(element, value);
  else if (name === "data") Object.assign(element.dataset, value);
  else if (name === "role" || name === "for" || name.includes("-")) {
    element.setAttribute(name, value);
  } else element[name] = value;
}

function listen(element, handlers) {
  for (const [event, handler] of Object.entries(handlers)) {
    element.addEventListener(event, handler);
  }
}
