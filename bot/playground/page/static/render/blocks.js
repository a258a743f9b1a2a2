// Slack's blocks, one after the other (docs.slack.dev/reference/block-kit/blocks).

import { h } from "../dom.js";
import { renderChart } from "./charts.js";
import { renderField } from "./inputs.js";
import {
  renderActions,
  renderAlert,
  renderContext,
  renderHeader,
  renderImage,
  renderSection,
} from "./layout.js";
import { renderMarkdown } from "./markdown.js";
import { known, placeholder, shownOr } from "./placeholder.js";
import { renderRichText } from "./rich_text.js";
import { renderTable } from "./tables.js";

const DRAWN = {
  actions: renderActions,
  alert: renderAlert,
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
  const id = typeof block?.block_id === "string" ? block.block_id : "";
  const look = { class: `block is-${cssName(block?.type)}`, data: { blockId: id } };
  return h("div", look, shownOr("block", block?.type, () => content(block, scene)));
}

function content(block, scene) {
  const draw = known(DRAWN, block?.type);
  return draw ? draw(block, scene) : placeholder("block", block?.type);
}

function cssName(type) {
  return typeof type === "string" && /^[a-z_]{1,40}$/.test(type) ? type : "unknown";
}
