// Rich text (docs.slack.dev/reference/block-kit/blocks/rich-text-block).

import { h } from "../dom.js";
import { begun, renderDate } from "./dates.js";
import { emoji } from "./emoji.js";
import { visible } from "./foreign.js";
import { link } from "./links.js";
import { channel, mention, person } from "./mentions.js";
import { known, placeholder, shownOr } from "./placeholder.js";
import { preformatted } from "./preformatted.js";

const STYLES = {
  code: "code",
  strike: "s",
  underline: "u",
  italic: "em",
  bold: "strong",
  highlight: "mark",
  client_highlight: "mark",
};
const DEEPEST = 8;
// The longest emoji are families, such as "1f468-200d-1f469-200d-1f467-200d-1f466".
const CODES = /^[0-9a-f]{1,6}(?:-[0-9a-f]{1,6}){0,15}$/i;
const LAST = 0x10ffff;
const PARTS = {
  rich_text_section: (part, scene) => h("div", { class: "foreign" }, runsOf(part, scene)),
  rich_text_quote: (part, scene) => h("blockquote", { class: "foreign" }, runsOf(part, scene)),
  rich_text_preformatted: (part, scene) => preformatted(runsOf(part, scene)),
};
const RUNS = {
  text: ({ text }) => visible(text),
  link: ({ url, text }) => (text ? link(url, visible(text)) : link(url)),
  date: ({ timestamp, format, url, fallback }, scene) =>
    renderDate({ unix: timestamp, template: format, url, fallback: fallback ?? "" }, scene),
  emoji: ({ name, unicode }) => (unicode ? fromUnicode(unicode) : visible(emoji(String(name)))),
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
    if (lists.length) drawn.push(...nested(lists, scene));
    else drawn.push(partOf(elements[at], scene));
    at += lists.length || 1;
  }
  return h("div", { class: "rich-text" }, drawn);
}

function partOf(part, scene) {
  const draw = known(PARTS, part?.type);
  return draw ? begun(draw(part, scene)) : placeholder("text", part?.type);
}

function runsOf({ elements }, scene) {
  return elements.map((run) => shownOr("text", run?.type, () => runOf(run, scene)));
}

function runOf(run, scene) {
  const draw = known(RUNS, run.type);
  return draw ? styled(draw(run, scene), run.style ?? {}) : placeholder("text", run.type);
}

function styled(node, style) {
  const tags = Object.keys(STYLES).filter((name) => style[name] === true);
  return tags.reduce((inner, name) => h(STYLES[name], {}, inner), node);
}

function fromUnicode(unicode) {
  const codes = CODES.test(unicode) ? unicode.split("-") : [];
  const points = codes.map((code) => Number.parseInt(code, 16)).filter((code) => code <= LAST);
  return visible(points.length ? String.fromCodePoint(...points) : unicode);
}

function listsFrom(elements, at) {
  let end = at;
  while (elements[end]?.type === "rich_text_list") end += 1;
  return elements.slice(at, end);
}

/** Lists one after the other, those with a greater indent inside of those before. */
function nested(lists, scene) {
  const roots = [];
  const open = [];
  for (const part of lists) {
    const indent = Math.min(Number(part.indent) || 0, DEEPEST);
    while (open.length && open.at(-1).indent > indent) open.pop();
    const list = listOf(part, scene);
    if (open.at(-1)?.indent === indent) {
      if (continues(open.at(-1).list, list)) {
        open.at(-1).list.append(...list.children);
        continue;
      }
      open.pop();
    }
    const home = open.at(-1)?.list.lastElementChild;
    if (home) home.append(list);
    else roots.push(list);
    open.push({ indent, list });
  }
  return roots;
}

/** Whether it goes on with a list that another one, further in, has interrupted. */
function continues(list, next) {
  if (list.tagName !== next.tagName) return false;
  return next.tagName === "UL" || next.start === list.start + list.children.length;
}

function listOf({ style, elements, offset }, scene) {
  const items = elements.map((each) => h("li", { class: "foreign" }, runsOf(each, scene)));
  if (style !== "ordered") return h("ul", {}, items);
  return h("ol", { start: (Number(offset) || 0) + 1 }, items);
}
