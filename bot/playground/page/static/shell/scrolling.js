// Keeps the reader's place in a list that grows at its end.

const NEAR = 48;

/** Follows the end of a scrolling element while the reader is there. */
export class Scrolling {
  #element;
  #atEnd = true;
  #moved;

  /**
   * @param {HTMLElement} element scrolls
   * @param {HTMLElement} inner grows
   * @param {() => void} moved told when the reader leaves the end or comes back, and when
   *     there is more or less to see: all of it, once the element comes into sight
   */
  constructor(element, inner, moved) {
    this.#element = element;
    this.#moved = moved;
    element.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    const sizes = new ResizeObserver(() => this.#resized());
    sizes.observe(element);
    sizes.observe(inner);
  }

  get atEnd() {
    return this.#atEnd;
  }

  /** Go to the end and stay there. */
  toEnd() {
    this.#atEnd = true;
    this.#resized();
  }

  /** Show something new at the end; what is higher than the window, from its top. */
  reveal(newest) {
    const { clientHeight } = this.#element;
    if (clientHeight === 0 || newest.offsetHeight <= clientHeight - NEAR) this.toEnd();
    else {
      this.#atEnd = false;
      this.#element.scrollTop = newest.offsetTop - NEAR / 2;
    }
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#element;
    const atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    if (atEnd === this.#atEnd) return;
    this.#atEnd = atEnd;
    this.#moved();
  }

  #resized() {
    if (this.#atEnd) this.#element.scrollTop = this.#element.scrollHeight;
    this.#moved();
  }
}
