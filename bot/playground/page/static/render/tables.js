// Tables: the first row is their head (docs.slack.dev/reference/block-kit/blocks/table-block).

import { h } from "../dom.js";
import { visible } from "./foreign.js";
import { placeholder } from "./placeholder.js";
import { renderRichText } from "./rich_text.js";

// Slack never breaks these cells, and cuts them; nothing is cut here.
const LONG = 48;
const ALIGNED = { left: "is-left", center: "is-center", right: "is-right" };

export function renderTable({ rows, column_settings: columns = [] }, scene) {
  const [head, ...body] = rows;
  const look = columns.map((column) => lookOf(column ?? {}));
  const cells = (row, tag, more) =>
    row.map((cell, index) => {
      const drawn = cellOf(cell, scene);
      const long = drawn.textContent.length > LONG ? "is-long" : "";
      return h(tag, { class: `${look[index] ?? ""} ${long}`.trim(), ...more }, drawn);
    });
  const table = h(
    "table",
    {},
    h("thead", {}, h("tr", {}, ...cells(head, "th", { scope: "col" }))),
    h("tbody", {}, ...body.map((row) => h("tr", {}, ...cells(row, "td", {})))),
  );
  const name = `Table with ${body.length} ${body.length === 1 ? "row" : "rows"}`;
  return h("div", { class: "table", role: "region", tabIndex: 0, "aria-label": name }, table);
}

function lookOf({ align, is_wrapped: wrapped }) {
  return `${ALIGNED[align] ?? ""} ${wrapped ? "is-wrapped" : ""}`.trim();
}

function cellOf(cell, scene) {
  switch (cell?.type) {
    case "raw_text":
      return h("span", { class: "foreign" }, visible(cell.text));
    case "raw_number":
      return h("span", {}, visible(cell.text ?? cell.value));
    case "rich_text":
      return renderRichText(cell, scene);
    default:
      return placeholder("cell", cell?.type);
  }
}
