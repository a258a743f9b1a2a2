// What was sent before, or had to give way, to be brought back with the arrow keys.

const MOST = 50;

export class History {
  #texts = [];
  #at = 0;
  // What stands below the newest of them.
  #latest = "";

  /** Remember a text that was sent. */
  add(text) {
    if (this.#texts.at(-1) !== text) this.#texts.push(text);
    this.#texts = this.#texts.slice(-MOST);
    this.#at = this.#texts.length;
    this.#latest = "";
  }

  /** Remember a draft in whose place `text` stands now. */
  replace(draft, text) {
    if (draft) this.add(draft);
    this.#at = this.#texts.length;
    this.#latest = text;
  }

  /** The text before or after `typed`; null when it is neither empty nor one of these. */
  recall(key, typed) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (typed === "") this.#at = this.#texts.length;
    else if (typed !== this.#here) return null;
    if (!step || (typed === "" && step > 0)) return null;
    const next = Math.max(0, this.#at + step);
    this.#at = Math.min(this.#texts.length, next);
    return this.#here;
  }

  get #here() {
    return this.#texts[this.#at] ?? this.#latest;
  }
}
