// What was sent before, to be brought back with the arrow keys.

const MOST = 50;

export class History {
  #sent = [];
  #at = 0;

  /** Remember a text that was sent. */
  add(text) {
    if (this.#sent.at(-1) !== text) this.#sent.push(text);
    this.#sent = this.#sent.slice(-MOST);
    this.#at = this.#sent.length;
  }

  /** The text before or after `typed`; null when it is neither empty nor one of these. */
  recall(key, typed) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (typed === "") this.#at = this.#sent.length;
    else if (typed !== this.#sent[this.#at]) return null;
    if (!step || (typed === "" && step > 0)) return null;
    const next = Math.max(0, this.#at + step);
    this.#at = Math.min(this.#sent.length, next);
    return this.#sent[this.#at] ?? "";
  }
}
