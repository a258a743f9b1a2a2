// Bars, lines and areas over an axis of categories.

import { s } from "../dom.js";
import { frame } from "./axes.js";
import { visible } from "./foreign.js";
import { AREA, scaleOf } from "./scales.js";
import { numbered, series as seriesClass } from "./series.js";

// Lines are told apart by their dashes, too.
const DASHES = [null, "7 4", "2 3", "9 3 2 3"];
// A smaller bar has no room for its number.
const ROOM = 11;
const GAP = 0.1;

export function plot({ type, series, axis_config: axes }) {
  const { categories, x_label: x = "" } = axes;
  if (!Array.isArray(categories) || !categories.length) throw new TypeError("no categories");
  const scale = scaleOf(series.flatMap(({ data }) => data.map(({ value }) => value)));
  const step = (AREA.right - AREA.left) / categories.length;
  const marks = series.flatMap((one, row) =>
    type === "bar"
      ? bars(one, row, series.length, scale, step)
      : line(one, row, scale, step, type === "area"),
  );
  return {
    picture: frame(axes, scale, step, marks),
    names: series.map(({ name }) => name),
    head: [x || "Category", ...series.map(({ name }) => name)],
    rows: categories.map((category, index) => [
      category,
      ...series.map(({ data }) => data[index]?.value ?? ""),
    ]),
  };
}

function bars({ name, data }, row, rows, scale, step) {
  const width = (step * (1 - 2 * GAP)) / rows;
  const zero = scale.y(0);
  return data.flatMap(({ label: category, value }, index) => {
    const end = scale.y(value);
    const x = AREA.left + index * step + step * GAP + row * width;
    const y = Math.min(zero, end);
    const size = { width: Math.max(width - 1, 1), height: Math.max(Math.abs(end - zero), 0.5) };
    const title = s("title", {}, visible(`${name}, ${category}: ${value}`));
    const bar = s("rect", { x, y, ...size, class: seriesClass(row) }, title);
    const named = rows > 1 && width >= ROOM && size.height >= ROOM;
    return [bar, named ? numbered(row, x + size.width / 2, y + ROOM) : null];
  });
}

function line({ name, data }, row, scale, step, filled) {
  const points = data.map(({ value }, index) => [AREA.left + (index + 0.5) * step, scale.y(value)]);
  const look = seriesClass(row);
  const path = `M${points.map((point) => point.join(" ")).join("L")}`;
  const dashes = DASHES[row % DASHES.length];
  const title = s("title", {}, visible(name));
  return [
    filled ? s("path", { d: closed(points, path, scale), class: `area ${look}` }) : null,
    s("path", { d: path, class: `line ${look}`, "stroke-dasharray": dashes }, title),
    ...points.map(([cx, cy]) => s("circle", { cx, cy, r: 3, class: look })),
    ...badge(points.at(-1), row, look),
  ];
}

/** The number of the line, at its end. */
function badge([x, y], row, look) {
  return [s("circle", { cx: x, cy: y, r: 8, class: look }), numbered(row, x, y + 4)];
}

function closed(points, path, scale) {
  const zero = scale.y(0);
  return `${path}L${points.at(-1)[0]} ${zero}L${points[0][0]} ${zero}Z`;
}
