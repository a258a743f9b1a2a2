// What stands where something can't be shown.

import { h } from "../dom.js";
import { visible } from "./foreign.js";

const LONGEST = 60;

/** What is kept under a name that came from outside; undefined where that is none. */
export function known(table, name) {
  return typeof name === "string" && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Says that there is a block or an element of this type. */
export function placeholder(what, type) {
  const name = typeof type === "string" && type ? visible(type).slice(0, LONGEST) : "unnamed";
  const said = [`The playground cannot show this ${what}: `, h("bdi", {}, name), "."];
  return h("span", { class: "placeholder" }, ...said);
}

/**
 * What `draw` gives. It fails where something isn't as Slack would have it, in one of more
 * ways than can be told apart; that must not keep the rest from being shown.
 */
export function shownOr(what, type, draw) {
  try {
    return draw();
  } catch (fault) {
    console.warn(fault);
    return placeholder(what, type);
  }
}
