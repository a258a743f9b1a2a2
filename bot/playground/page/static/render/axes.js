// What stands around the marks of a chart: the axes, their names and their values.

import { s } from "../dom.js";
import { visible } from "./foreign.js";
import { AREA, HEIGHT, WIDTH } from "./scales.js";

// How wide a category's name may be before some have to be left out.
const NAME = 72;
const LONGEST = 10;

/** The picture with the marks in front of the lines of the values. */
export function frame({ categories, x_label: x = "", y_label: y = "" }, scale, step, marks) {
  return s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", class: "plot" },
    ...values(scale),
    ...marks,
    ...names(categories, step),
    label(x, { x: (AREA.left + AREA.right) / 2, y: HEIGHT - 6 }),
    label(y, { transform: `translate(12 ${(AREA.top + AREA.bottom) / 2}) rotate(-90)` }),
  );
}

function values({ ticks, y }) {
  return ticks.flatMap((tick) => [
    s("line", { x1: AREA.left, x2: AREA.right, y1: y(tick), y2: y(tick), class: "grid" }),
    s("text", { x: AREA.left - 6, y: y(tick) + 4, "text-anchor": "end" }, said(tick)),
  ]);
}

/** As many of the categories as fit: the first, and then every so many. */
function names(categories, step) {
  const every = Math.ceil(NAME / step);
  return categories.map((category, index) => {
    if (index % every) return null;
    const place = { x: AREA.left + (index + 0.5) * step, y: AREA.bottom + 16 };
    return label(short(category), place);
  });
}

function short(name) {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}

function label(text, place) {
  return s("text", { ...place, "text-anchor": "middle" }, visible(text));
}

function said(number) {
  const compact = { notation: "compact", maximumFractionDigits: 2 };
  return new Intl.NumberFormat("en", compact).format(number);
}
