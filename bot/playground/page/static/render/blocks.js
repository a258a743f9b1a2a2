// Slack's blocks, one after the other (docs.slack.dev/reference/block-kit/blocks).

import { h } from "../dom.js";
import { renderChart } from "./charts.js";
import { renderField } from "./inputs.js";
import { renderActions, renderContext, renderHeader, renderImage, renderSection } from "./layout.js";
import { renderMarkdown } from "./markdown.js";
import { placeholder } from "./placeholder.js";
import { renderRichText } from "./rich_text.js";
import { renderTable } from "./tables.js";
import { renderText } from "./text.js";

const DRAWN = {
  actions: renderActions,
  alert: ({ text, level = "default" }, scene) =>
    h("div", { class: `alert is-${level}`, role: "note" }, renderText(text, scene)),
  context: renderContext,
  data_visualization: renderChart,
  divider: () => h("hr"),
  header: renderHeader,
  image: renderImage,
  input: renderField,
  markdown: ({ text }) => renderMarkdown(text),
  rich_text: renderRichText,
  section: renderSection,
  table: renderTable,
};

/**
 * @param {object[]} blocks as Slack was sent them, each with its block_id
 * @param {object} scene what rendering may know and do
 */
export function renderBlocks(blocks, scene) {
  const drawn = document.createDocumentFragment();
  for (const block of Array.isArray(blocks) ? blocks : []) drawn.append(framed(block, scene));
  return drawn;
}

function framed(block, scene) {
  const type = block?.type;
  const data = { blockId: block?.block_id ?? "" };
  return h("div", { class: `block is-${cssName(type)}`, data }, content(block, scene));
}

// A block that isn't as Slack would have it must not keep the others from being shown.
function content(block, scene) {
  if (!Object.hasOwn(DRAWN, block?.type)) return placeholder("block", block?.type);
  try {
    return DRAWN[block.type](block, scene);
  } catch (fault) {
    console.warn(fault);
    return placeholder("block", block.type);
  }
}

function cssName(type) {
  return typeof type === "string" && /^[a-z_]{1,40}$/.test(type) ? type : "unknown";
}
