// Tables: the first row is their head (docs.slack.dev/reference/block-kit/blocks/table-block).

import { h } from "../dom.js";
import { visible } from "./foreign.js";
import { known, shownOr } from "./placeholder.js";
import { renderRichText } from "./rich_text.js";
import { scrolling } from "./scrolling.js";

// Slack never breaks these cells, and cuts them; nothing is cut here.
const LONG = 48;
const ALIGNED = { left: "is-left", center: "is-center", right: "is-right" };
const CELLS = {
  raw_text: ({ text }) => h("span", { class: "foreign" }, visible(text)),
  raw_number: ({ value, text }) => h("span", { class: "foreign" }, visible(text ?? value)),
  rich_text: renderRichText,
};

export function renderTable({ rows, column_settings: columns }, scene) {
  const looks = (columns ?? []).map(lookOf);
  const [head, ...body] = rows.map((row) => row.map((cell) => cellOf(cell, scene)));
  const table = h(
    "table",
    {},
    h("thead", {}, rowOf("th", { scope: "col" }, head, looks)),
    h("tbody", {}, body.map((cells) => rowOf("td", {}, cells, looks))),
  );
  const name = `Table with ${body.length} ${body.length === 1 ? "row" : "rows"}`;
  return scrolling(h("div", { class: "table" }, table), name);
}

function rowOf(tag, more, cells, looks) {
  const drawn = cells.map((cell, index) => {
    const long = cell.textContent.length > LONG ? "is-long" : "";
    return h(tag, { class: `${looks[index] ?? ""} ${long}`.trim(), ...more }, cell);
  });
  return h("tr", {}, drawn);
}

function lookOf(column) {
  const wrapped = column?.is_wrapped === true ? "is-wrapped" : "";
  return `${known(ALIGNED, column?.align) ?? ""} ${wrapped}`.trim();
}

function cellOf(cell, scene) {
  return shownOr("cell", cell?.type, () => known(CELLS, cell.type)(cell, scene));
}
