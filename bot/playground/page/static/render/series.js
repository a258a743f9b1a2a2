// What tells the series of a chart apart: a colour, and a number that the legend has, too.

import { h, s } from "../dom.js";
import { visible } from "./foreign.js";

const COLOURS = 12;

/** The class that gives the series its colour. */
export function series(index) {
  return `series-${index % COLOURS}`;
}

/** The number of the series, where it has room. */
export function numbered(index, x, y) {
  const place = { x, y, "text-anchor": "middle", class: "number" };
  return s("text", place, String(index + 1));
}

/** What the colours and numbers stand for; all of it is in the table of numbers, too. */
export function legend(names) {
  const items = names.map((name, index) => {
    const swatch = h("span", { class: `swatch ${series(index)}` }, String(index + 1));
    return h("li", {}, swatch, h("bdi", {}, visible(name)));
  });
  return h("ol", { class: "legend", "aria-hidden": "true" }, ...items);
}
