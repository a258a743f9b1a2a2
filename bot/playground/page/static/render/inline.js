// One line of mrkdwn. Every step looks at each character a bounded number of times, so
// that a line of any length is drawn in a time that grows with its length alone.

import { h } from "../dom.js";
import { SHORTCODE, emoji } from "./emoji.js";
import { visible } from "./foreign.js";
import { link } from "./links.js";
import { renderMarkup, unescaped } from "./mentions.js";

const STYLES = { "*": "strong", _: "em", "~": "s" };
const ADDRESS = /https?:\/\/(?:(?!&[lg]t;)[^\s<>|"]){1,2000}/y;
// No style ends inside of code, or between angle brackets.
const CLOSED = /`[^`]+`|<[^<>]*>/g;
const WORD = /[\p{L}\p{N}_]/u;

/** The nodes of a line; `inside` are the styles it stands in already. */
export function inline(line, scene, { verbatim, inside = "" }) {
  return new Reader(line, scene, verbatim, inside).nodes();
}

class Reader {
  #nodes = [];
  #text = "";
  #at = 0;
  #next = {};

  constructor(line, scene, verbatim, inside) {
    Object.assign(this, { line, scene, verbatim, inside });
    this.open = line.replace(CLOSED, (part) => "\0".repeat(part.length));
  }

  nodes() {
    while (this.#at < this.line.length) this.#step();
    this.#flush();
    return this.#nodes;
  }

  #step() {
    const mark = this.line[this.#at];
    const node = this.#node(mark);
    if (node === null) {
      this.#text += mark;
      this.#at += 1;
    } else if (typeof node === "string") this.#text += node;
    else {
      this.#flush();
      this.#nodes.push(node);
    }
  }

  #node(mark) {
    if (mark === "<") return this.#markup();
    if (mark === "`") return this.#code();
    if (mark === ":") return this.#emoji();
    if (mark in STYLES) return this.#styled(mark);
    if (mark === "h" && !this.verbatim) return this.#address();
    return null;
  }

  #flush() {
    if (this.#text) this.#nodes.push(visible(unescaped(this.#text)));
    this.#text = "";
  }

  /** Where this character stands next, -1 for nowhere; looked for once a place. */
  #find(mark) {
    const known = this.#next[mark];
    if (known !== undefined && (known < 0 || known > this.#at)) return known;
    return (this.#next[mark] = this.line.indexOf(mark, this.#at + 1));
  }

  #markup() {
    const end = this.#find(">");
    const another = this.#find("<");
    if (end < 0 || (another >= 0 && another < end)) return null;
    const node = renderMarkup(this.line.slice(this.#at + 1, end), this.scene);
    if (node) this.#at = end + 1;
    return node;
  }

  #code() {
    const end = this.#find("`");
    if (end <= this.#at + 1) return null;
    const text = visible(unescaped(this.line.slice(this.#at + 1, end)));
    this.#at = end + 1;
    return h("code", { class: "inline-code" }, text);
  }

  #emoji() {
    SHORTCODE.lastIndex = this.#at;
    const found = SHORTCODE.exec(this.line);
    if (!found) return null;
    const shown = emoji(found[1]);
    // The colon that ends no known name may begin the next.
    this.#at += shown === found[0] ? shown.length - 1 : found[0].length;
    return shown === found[0] ? shown.slice(0, -1) : shown;
  }

  #styled(mark) {
    if (this.inside.includes(mark) || !opens(this.line, this.#at)) return null;
    const end = this.#closer(mark);
    if (end < 0) return null;
    const text = this.line.slice(this.#at + 1, end);
    this.#at = end + 1;
    const inside = this.inside + mark;
    const { scene, verbatim } = this;
    return h(STYLES[mark], {}, inline(text, scene, { verbatim, inside }));
  }

  /** The next place where this mark can end what it began here. */
  #closer(mark) {
    const key = `end ${mark}`;
    let end = this.#next[key] ?? this.#at;
    while (end >= 0 && (end <= this.#at + 1 || !closes(this.open, end))) {
      end = this.open.indexOf(mark, Math.max(end, this.#at + 1) + 1);
    }
    return (this.#next[key] = end);
  }

  #address() {
    if (WORD.test(this.line[this.#at - 1] ?? "")) return null;
    ADDRESS.lastIndex = this.#at;
    const found = ADDRESS.exec(this.line)?.[0].replace(/[.,;:!?)'\]*_~]{1,20}$/, "");
    if (!found) return null;
    this.#at += found.length;
    return link(unescaped(found));
  }
}

function opens(line, at) {
  const before = line[at - 1] ?? " ";
  const after = line[at + 1] ?? " ";
  return !WORD.test(before) && !/\s/.test(after) && after !== line[at];
}

function closes(line, at) {
  return !/\s/.test(line[at - 1]) && !WORD.test(line[at + 1] ?? " ");
}
