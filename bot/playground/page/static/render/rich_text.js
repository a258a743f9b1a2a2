// Rich text (docs.slack.dev/reference/block-kit/blocks/rich-text-block).

import { h } from "../dom.js";
import { renderDate } from "./dates.js";
import { emoji } from "./emoji.js";
import { visible } from "./foreign.js";
import { link } from "./links.js";
import { channel, mention, person } from "./mentions.js";
import { placeholder } from "./placeholder.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code" };
const PARTS = {
  rich_text_section: (part, scene) => h("div", { class: "foreign" }, runsOf(part, scene)),
  rich_text_quote: (part, scene) => h("blockquote", { class: "foreign" }, runsOf(part, scene)),
  rich_text_preformatted: preformatted,
};
const RUNS = {
  text: ({ text }) => visible(text),
  link: ({ url, text }) => (text ? link(url, visible(text)) : link(url)),
  date: ({ timestamp, format, url, fallback }, scene) =>
    renderDate({ unix: timestamp, template: format, url, fallback: fallback ?? "" }, scene),
  emoji: ({ name, unicode }) => (unicode ? fromUnicode(unicode) : emoji(String(name))),
  user: ({ user_id: id }, scene) => person(id, scene),
  usergroup: ({ usergroup_id: id }) => mention(`@${id}`),
  channel: ({ channel_id: id }, scene) => channel(id, scene),
  broadcast: ({ range }) => mention(`@${range}`),
  color: ({ value }) => visible(value),
};

export function renderRichText({ elements }, scene) {
  const drawn = [];
  for (let at = 0; at < elements.length; ) {
    const lists = listsFrom(elements, at);
    if (lists.length) drawn.push(nested(lists, scene));
    else drawn.push(partOf(elements[at], scene));
    at += lists.length || 1;
  }
  return h("div", { class: "rich-text" }, drawn.flat());
}

function partOf(part, scene) {
  const draw = Object.hasOwn(PARTS, part?.type) ? PARTS[part.type] : null;
  return draw ? draw(part, scene) : placeholder("text", part?.type);
}

function preformatted(part, scene) {
  const code = h("code", {}, runsOf(part, scene));
  // What scrolls has to be reached by the keyboard, too.
  const look = { class: "preformatted foreign", tabIndex: 0, role: "group", "aria-label": "Output" };
  return h("pre", look, code);
}

function runsOf({ elements }, scene) {
  return elements.map((run) => {
    if (!Object.hasOwn(RUNS, run?.type)) return placeholder("text", run?.type);
    return styled(RUNS[run.type](run, scene), run.style ?? {});
  });
}

function styled(node, style) {
  const tags = Object.keys(STYLES).filter((name) => style[name] === true);
  return tags.reduce((inner, name) => h(STYLES[name], {}, inner), node);
}

function fromUnicode(unicode) {
  const codes = unicode.split("-").map((code) => parseInt(code, 16));
  const known = codes.every((code) => code > 0 && code <= 0x10ffff);
  return known ? String.fromCodePoint(...codes) : visible(unicode);
}

function listsFrom(elements, at) {
  const end = elements.slice(at).findIndex((part) => part?.type !== "rich_text_list");
  return elements.slice(at, end < 0 ? undefined : at + end);
}

/** Lists one after the other, those with a greater indent inside of those before. */
function nested(lists, scene) {
  const roots = [];
  const open = [];
  for (const part of lists) {
    const indent = Number(part.indent) || 0;
    while (open.length && open.at(-1).indent >= indent) open.pop();
    const list = listOf(part, scene);
    const home = open.at(-1)?.list.lastElementChild;
    if (home) home.append(list);
    else roots.push(list);
    open.push({ indent, list });
  }
  return roots;
}

function listOf({ style, elements, offset }, scene) {
  const items = elements.map((each) => h("li", { class: "foreign" }, runsOf(each, scene)));
  if (style !== "ordered") return h("ul", {}, items);
  return h("ol", { start: (Number(offset) || 0) + 1 }, items);
}
