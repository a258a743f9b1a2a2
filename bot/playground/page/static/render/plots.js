// Bars, lines and areas over an axis of categories.

import { s } from "../dom.js";
import { visible } from "./foreign.js";
import { scaleOf } from "./scales.js";

const WIDTH = 640;
const HEIGHT = 260;
const AREA = { left: 56, right: WIDTH - 12, top: 12, bottom: HEIGHT - 46 };
// Lines are told apart by their dashes, too.
const DASHES = ["", "7 4", "2 3", "9 3 2 3"];

export function plot({ type, series, axis_config: axes }) {
  const { categories, x_label: x = "", y_label: y = "" } = axes;
  const scale = scaleOf(series.flatMap(({ data }) => data.map(({ value }) => value)), AREA);
  const step = (AREA.right - AREA.left) / categories.length;
  const marks = type === "bar" ? bars(series, scale, step) : lines(series, scale, step, type);
  return {
    picture: s(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", class: "plot" },
      ...grid(scale),
      ...marks,
      ...names(categories, step),
      label(x, { x: (AREA.left + AREA.right) / 2, y: HEIGHT - 6 }),
      label(y, { transform: `translate(12 ${HEIGHT / 2 - 16}) rotate(-90)` }),
    ),
    names: series.map(({ name }) => name),
    head: [x || "", ...series.map(({ name }) => name)],
    rows: categories.map((category, index) => [
      category,
      ...series.map(({ data }) => data[index]?.value ?? ""),
    ]),
  };
}

function bars(series, scale, step) {
  const width = (step * 0.8) / series.length;
  const zero = scale.y(0);
  return series.flatMap(({ name, data }, row) =>
    data.map(({ label: category, value }, index) => {
      const end = scale.y(value);
      const place = {
        x: AREA.left + index * step + step * 0.1 + row * width,
        y: Math.min(zero, end),
        width: Math.max(width - 1, 1),
        height: Math.max(Math.abs(end - zero), 0.5),
      };
      const title = s("title", {}, visible(`${name}, ${category}: ${value}`));
      return s("rect", { ...place, class: `series-${row % 12}` }, title);
    }),
  );
}

function lines(series, scale, step, type) {
  return series.flatMap(({ name, data }, row) => {
    const points = data.map(({ value }, index) => [
      AREA.left + (index + 0.5) * step,
      scale.y(value),
    ]);
    const path = `M${points.map((point) => point.join(" ")).join("L")}`;
    const title = s("title", {}, visible(name));
    const dashes = DASHES[row % DASHES.length];
    const line = { d: path, class: `line series-${row % 12}`, "stroke-dasharray": dashes || null };
    const dots = points.map(([cx, cy]) => s("circle", { cx, cy, r: 3, class: `series-${row % 12}` }));
    return [type === "area" ? area(points, path, scale, row) : null, s("path", line, title), ...dots];
  });
}

function area(points, path, scale, row) {
  const [first, last] = [points[0][0], points.at(-1)[0]];
  const d = `${path}L${last} ${scale.y(0)}L${first} ${scale.y(0)}Z`;
  return s("path", { d, class: `area series-${row % 12}` });
}

function grid({ ticks, y }) {
  return ticks.flatMap((tick) => [
    s("line", { x1: AREA.left, x2: AREA.right, y1: y(tick), y2: y(tick), class: "grid" }),
    s("text", { x: AREA.left - 6, y: y(tick) + 4, "text-anchor": "end" }, said(tick)),
  ]);
}

/** As many of the categories as fit, the first and then every so many. */
function names(categories, step) {
  const every = Math.ceil(72 / step);
  return categories
    .map((category, index) =>
      index % every
        ? null
        : label(category, { x: AREA.left + (index + 0.5) * step, y: AREA.bottom + 16 }),
    )
    .filter(Boolean);
}

function label(text, place) {
  return s("text", { ...place, "text-anchor": "middle" }, visible(text));
}

function said(number) {
  return new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 }).format(number);
}
