// The blocks that are text and pictures, with a control beside them.

import { h } from "../dom.js";
import { renderElement } from "./elements.js";
import { folded } from "./folding.js";
import { picture } from "./pictures.js";
import { shownOr } from "./placeholder.js";
import { plainOf, renderText } from "./text.js";

// The page has its own headings above those of messages.
const HIGHEST = 3;
const LOWEST = 6;
const LEVELS = { info: "Note", warning: "Warning", error: "Error", success: "Done" };

export function renderHeader({ text, level = 1 }) {
  const depth = Math.min(HIGHEST + Math.max(Math.trunc(level), 1) - 1, LOWEST);
  return h(`h${depth || HIGHEST}`, { class: "foreign" }, plainOf(text));
}

export function renderAlert({ text, level }, scene) {
  const known = Object.hasOwn(LEVELS, level) ? level : "info";
  const mark = h("strong", {}, `${LEVELS[known]}: `);
  return h("p", { class: `alert is-${known}` }, mark, renderText(text, scene));
}

export function renderSection({ block_id: id, text, fields, accessory, expand }, scene) {
  if (!text && !fields?.length) throw new TypeError("a section of nothing");
  const said = text ? folded(renderText(text, scene, "div"), text.text, expand) : null;
  const beside = accessory
    ? h("div", { class: "accessory" }, renderElement(accessory, scene, id))
    : null;
  return h("div", { class: "section" }, h("div", {}, said, fieldsOf(fields, scene)), beside);
}

export function renderContext({ elements }, scene) {
  const drawn = elements.map((each) =>
    shownOr("element", each?.type, () =>
      each.type === "image" ? picture(each, "is-small") : renderText(each, scene),
    ),
  );
  return h("div", { class: "context" }, ...drawn);
}

export function renderActions({ block_id: id, elements }, scene) {
  const drawn = elements.map((each) => renderElement(each, scene, id));
  return h("div", { class: "actions" }, ...drawn);
}

export function renderImage(block) {
  const title = block.title ? h("figcaption", { class: "foreign" }, plainOf(block.title)) : null;
  return h("figure", {}, title, picture(block, "is-large"));
}

function fieldsOf(fields, scene) {
  if (!fields?.length) return null;
  return h("div", { class: "fields" }, ...fields.map((each) => renderText(each, scene, "div")));
}
