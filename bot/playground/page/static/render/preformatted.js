// Text whose blanks and line ends matter, such as what a script printed.

import { h } from "../dom.js";
import { scrolling } from "./scrolling.js";

/** A block of it. */
export function preformatted(...nodes) {
  const code = h("code", {}, nodes);
  const lines = code.textContent.split("\n").length;
  const name = `Preformatted text, ${lines} ${lines === 1 ? "line" : "lines"}`;
  return scrolling(h("pre", { class: "preformatted foreign" }, code), name);
}
