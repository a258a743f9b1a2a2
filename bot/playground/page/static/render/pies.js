// Shares of a whole.

import { s } from "../dom.js";
import { visible } from "./foreign.js";
import { numbered, series } from "./series.js";

const SIZE = 200;
const RADIUS = 90;
const WHOLE = 2 * Math.PI;
// Where the number of a slice stands, and how small a slice has room for it.
const NUMBERED = 65;
const LEAST = 0.05;

export function pie({ segments }) {
  const total = sum(segments);
  let begun = 0;
  const slices = segments.flatMap(({ label, value }, index) => {
    const share = value / total;
    const title = s("title", {}, visible(`${label}: ${value} (${percent(share)})`));
    const slice = sliceOf(begun, share, { class: `slice ${series(index)}` }, title);
    const [x, y] = at(begun + share / 2, NUMBERED);
    const number = share < LEAST ? null : numbered(index, x, y + 4);
    begun += share;
    return [slice, number];
  });
  return {
    picture: s("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, role: "img", class: "pie" }, ...slices),
    names: segments.map(({ label, value }) => `${label} ${percent(value / total)}`),
    head: ["Part", "Value", "Share"],
    rows: segments.map(({ label, value }) => [label, value, percent(value / total)]),
  };
}

function sum(segments) {
  const total = segments.reduce((before, { value }) => before + value, 0);
  const fine = segments.every(({ value }) => Number.isFinite(value) && value > 0);
  if (!fine || !(total > 0 && total < Infinity)) throw new TypeError("not the shares of a whole");
  return total;
}

function sliceOf(begun, share, look, title) {
  const middle = SIZE / 2;
  if (share > 0.9999) return s("circle", { cx: middle, cy: middle, r: RADIUS, ...look }, title);
  const wide = share > 0.5 ? 1 : 0;
  const [start, end] = [at(begun), at(begun + share)].map((point) => point.join(" "));
  const d = `M${middle} ${middle}L${start}A${RADIUS} ${RADIUS} 0 ${wide} 1 ${end}Z`;
  return s("path", { d, ...look }, title);
}

function at(share, radius = RADIUS) {
  const angle = share * WHOLE - WHOLE / 4;
  return [SIZE / 2 + radius * Math.cos(angle), SIZE / 2 + radius * Math.sin(angle)];
}

function percent(share) {
  return `${Math.round(share * 100)} %`;
}
