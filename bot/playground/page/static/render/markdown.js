// The markdown block: standard Markdown, as far as people read it without a library.

import { h } from "../dom.js";
import { bounded, visible } from "./foreign.js";
import { link } from "./links.js";
import { preformatted } from "./preformatted.js";

const FENCE = "```";
const SPAN = new RegExp(
  [
    String.raw`\*\*([^*\n]{1,500})\*\*`,
    String.raw`~~([^~\n]{1,500})~~`,
    "`([^`\n]{1,500})`",
    String.raw`\[([^[\]\n]{1,300})\]\(([^()\s]{1,1000})\)`,
  ].join("|"),
  "g",
);
const HEADING = /^(#{1,6}) /;
const BULLET = /^\s{0,12}[-*+] /;
const NUMBERED = /^\s{0,12}\d{1,9}[.)] /;
const QUOTED = /^> ?/;
// The page has its own headings above those of messages.
const HIGHEST = 2;
const LOWEST = 6;

const KINDS = [
  ["heading", HEADING, (all) => all.map(heading)],
  ["bullet", BULLET, (all) => [h("ul", {}, all.map((one) => item(one, BULLET)))]],
  ["numbered", NUMBERED, (all) => [numbered(all)]],
  ["quote", QUOTED, (all) => [h("blockquote", {}, ...paragraphs(all.map(unquoted)))]],
  ["text", /(?:)/, paragraphs],
];

export function renderMarkdown(text) {
  if (typeof text !== "string") throw new TypeError("not a text");
  const parts = bounded(text).replaceAll("\r\n", "\n").split(FENCE);
  const drawn = parts.flatMap((part, index) => (index % 2 ? [code(part)] : lines(part)));
  return h("div", { class: "markdown foreign" }, drawn);
}

function code(part) {
  return preformatted(visible(part.replace(/^[^\n]{0,30}\n/, "").replace(/\n$/, "")));
}

/** Lines of one kind belong together. */
function lines(part) {
  const groups = [];
  for (const line of part.split("\n").filter((one) => one.trim())) {
    const [kind, , draw] = KINDS.find(([, begins]) => begins.test(line));
    if (groups.at(-1)?.kind !== kind) groups.push({ kind, draw, all: [] });
    groups.at(-1).all.push(line);
  }
  return groups.flatMap(({ draw, all }) => draw(all));
}

function heading(line) {
  const depth = Math.min(HIGHEST + HEADING.exec(line)[1].length, LOWEST);
  return h(`h${depth}`, {}, spans(line.replace(HEADING, "")));
}

function numbered(all) {
  const start = Number.parseInt(all[0].trim(), 10);
  return h("ol", { start }, all.map((one) => item(one, NUMBERED)));
}

function item(line, mark) {
  return h("li", {}, spans(line.replace(mark, "")));
}

function unquoted(line) {
  return line.replace(QUOTED, "");
}

function paragraphs(all) {
  return all.map((line) => h("p", {}, spans(line)));
}

function spans(line) {
  const nodes = [];
  let at = 0;
  for (const found of line.matchAll(SPAN)) {
    nodes.push(visible(line.slice(at, found.index)), span(found));
    at = found.index + found[0].length;
  }
  return [...nodes, visible(line.slice(at))];
}

function span([, bold, struck, inCode, label, url]) {
  if (bold) return h("strong", {}, visible(bold));
  if (struck) return h("s", {}, visible(struck));
  if (inCode) return h("code", {}, visible(inCode));
  return link(url, visible(label));
}
