// Shares of a whole.

import { s } from "../dom.js";
import { visible } from "./foreign.js";

const SIZE = 200;
const RADIUS = 90;
const WHOLE = 2 * Math.PI;

export function pie({ segments }) {
  const total = segments.reduce((sum, { value }) => sum + value, 0);
  let begun = 0;
  const slices = segments.map(({ label, value }, index) => {
    const share = value / total;
    const slice = sliceOf(begun, share, index);
    begun += share;
    slice.append(s("title", {}, visible(`${label}: ${value} (${percent(share)})`)));
    return slice;
  });
  return {
    picture: s("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, role: "img", class: "pie" }, ...slices),
    names: segments.map(({ label, value }) => `${label} ${percent(value / total)}`),
    head: ["", "Value", "Share"],
    rows: segments.map(({ label, value }) => [label, value, percent(value / total)]),
  };
}

function sliceOf(begun, share, index) {
  const look = { class: `slice series-${index % 12}` };
  if (share > 0.9999) return s("circle", { cx: SIZE / 2, cy: SIZE / 2, r: RADIUS, ...look });
  const wide = share > 0.5 ? 1 : 0;
  const d = `M${SIZE / 2} ${SIZE / 2}L${at(begun)}A${RADIUS} ${RADIUS} 0 ${wide} 1 ${at(begun + share)}Z`;
  return s("path", { d, ...look });
}

function at(share) {
  const angle = share * WHOLE - WHOLE / 4;
  return `${SIZE / 2 + RADIUS * Math.cos(angle)} ${SIZE / 2 + RADIUS * Math.sin(angle)}`;
}

function percent(share) {
  return `${Math.round(share * 100)} %`;
}
