// The markdown block: standard Markdown, as far as people read it without a library.

import { h } from "../dom.js";
import { visible } from "./foreign.js";
import { link } from "./links.js";

const SPANS = /\*\*([^*\n]{1,500})\*\*|`([^`\n]{1,500})`|\[([^\]\n]{1,300})\]\(([^()\s]{1,1000})\)/g;
const HEADING = /^#{1,6} /;
const ITEM = /^\s{0,12}(?:[-*+]|\d{1,9}[.)]) /;

export function renderMarkdown(text) {
  const parts = String(text ?? "").split("```");
  const drawn = parts.flatMap((part, index) => (index % 2 ? [code(part)] : lines(part)));
  return h("div", { class: "markdown foreign" }, drawn);
}

function code(part) {
  const text = visible(part.replace(/^[^\n]{0,30}\n/, ""));
  return h("pre", { class: "preformatted", tabIndex: 0 }, h("code", {}, text));
}

function lines(part) {
  return part
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => {
      if (HEADING.test(line)) return h("p", {}, h("strong", {}, spans(line.replace(HEADING, ""))));
      const item = ITEM.test(line);
      return h("p", { class: item ? "is-item" : "" }, spans(line.replace(ITEM, "")));
    });
}

function spans(line) {
  const nodes = [];
  let at = 0;
  for (const found of line.matchAll(SPANS)) {
    const [all, bold, inCode, label, url] = found;
    nodes.push(visible(line.slice(at, found.index)));
    if (bold) nodes.push(h("strong", {}, visible(bold)));
    else if (inCode) nodes.push(h("code", { class: "inline-code" }, visible(inCode)));
    else nodes.push(link(url, visible(label)));
    at = found.index + all.length;
  }
  return [...nodes, visible(line.slice(at))];
}
