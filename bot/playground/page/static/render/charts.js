// Charts (docs.slack.dev/reference/block-kit/blocks/data-visualization-block).

import { h } from "../dom.js";
import { visible } from "./foreign.js";
import { pie } from "./pies.js";
import { placeholder } from "./placeholder.js";
import { plot } from "./plots.js";
import { legend } from "./series.js";

const PLOTS = new Set(["bar", "line", "area"]);

/** The picture, what its colours mean, and all its numbers for those who read them. */
export function renderChart({ title, chart }) {
  if (typeof title !== "string") throw new TypeError("a chart without a title");
  const drawn = draw(chart);
  if (!drawn) return placeholder("chart", chart?.type);
  const named = visible(title);
  drawn.picture.setAttribute("aria-label", `${named}: ${chart.type} chart, its numbers follow`);
  return h(
    "figure",
    { class: "chart" },
    h("figcaption", { class: "foreign" }, named),
    drawn.picture,
    legend(drawn.names),
    numbers(named, drawn),
  );
}

function draw(chart) {
  if (chart?.type === "pie") return pie(chart);
  return PLOTS.has(chart?.type) ? plot(chart) : null;
}

function numbers(title, { head, rows }) {
  const cell = (tag, scope) => (text) => h(tag, { scope }, visible(text));
  const lines = rows.map(([first, ...rest]) =>
    h("tr", {}, cell("th", "row")(first), ...rest.map(cell("td"))),
  );
  const table = h(
    "table",
    {},
    h("caption", {}, title),
    h("thead", {}, h("tr", {}, ...head.map(cell("th", "col")))),
    h("tbody", {}, ...lines),
  );
  return h("div", { class: "unseen" }, table);
}
