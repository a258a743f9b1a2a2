// Keeps the reader's place in a list that grows at its end.

const NEAR = 48;

/** Follows the end of a scrolling element while the reader is there. */
export class Scrolling {
  #element;
  #atEnd = true;
  #left;

  /**
   * @param {HTMLElement} element scrolls
   * @param {HTMLElement} inner grows
   * @param {(atEnd: boolean) => void} left told when the reader leaves the end or comes back
   */
  constructor(element, inner, left) {
    this.#element = element;
    this.#left = left;
    element.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    const sizes = new ResizeObserver(() => this.#stay());
    sizes.observe(element);
    sizes.observe(inner);
  }

  get atEnd() {
    return this.#atEnd;
  }

  /** Go to the end and stay there. */
  toEnd() {
    this.#atEnd = true;
    this.#stay();
    this.#left(true);
  }

  /** Show something new at the end; what is higher than the window, from its top. */
  reveal(newest) {
    const space = this.#element.clientHeight - NEAR;
    if (newest.offsetHeight <= space) this.toEnd();
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
    this.#left(atEnd);
  }

  #stay() {
    if (this.#atEnd) this.#element.scrollTop = this.#element.scrollHeight;
  }
}
