// What stands where something can't be shown.

import { h } from "../dom.js";
import { visible } from "./foreign.js";

/** Says that there is a block or an element of this type. */
export function placeholder(what, type) {
  const name = typeof type === "string" ? visible(type).slice(0, 60) : "unnamed";
  return h("p", { class: "placeholder" }, `The playground cannot show this ${what}: ${name}.`);
}
