// What stands between angle brackets in mrkdwn.

import { h } from "../dom.js";
import { renderDate } from "./dates.js";
import { visible } from "./foreign.js";
import { link } from "./links.js";

const DATE = /^!date\^(-?\d{1,15})\^([^^|]{1,200})(?:\^(.*))?$/s;
const GROUP = /^!subteam\^([A-Z0-9]{1,30})$/;
const EVERYBODY = /^!(here|channel|everyone)$/;

/** The node for `<inside>`; null when it means nothing. */
export function renderMarkup(inside, scene) {
  const bar = inside.indexOf("|");
  const head = unescaped(bar < 0 ? inside : inside.slice(0, bar));
  const label = bar < 0 ? "" : unescaped(inside.slice(bar + 1));
  return dateOf(head, label, scene) ?? mentionOf(head, label, scene) ?? linkOf(head, label);
}

/** A mention of a person: as their name, whatever whoever mentions them calls them. */
export function person(id, scene, label = "") {
  return mention(`@${scene.person(id)?.name || label || id}`);
}

/** A mention of a channel, as its name. */
export function channel(id, scene, label = "") {
  return mention(`#${scene.channel(id)?.name || label || id}`);
}

/** A mention of a group or of everybody. */
export function mention(text) {
  return h("span", { class: "mention" }, visible(text));
}

/** Slack's three entities, decoded. */
export function unescaped(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function dateOf(head, fallback, scene) {
  const found = DATE.exec(head);
  if (!found) return null;
  const [, unix, template, url] = found;
  return renderDate({ unix: Number(unix), template, url, fallback }, scene);
}

function mentionOf(head, label, scene) {
  if (/^@[A-Z0-9]{1,30}$/.test(head)) return person(head.slice(1), scene, label);
  if (/^#[A-Z0-9]{1,30}$/.test(head)) return channel(head.slice(1), scene, label);
  const group = GROUP.exec(head);
  if (group) return mention(label || `@${group[1]}`);
  const everybody = EVERYBODY.exec(head);
  return everybody ? mention(`@${everybody[1]}`) : null;
}

function linkOf(head, label) {
  if (!/^[a-z][a-z0-9+.-]{0,30}:/i.test(head)) return null;
  return label ? link(head, visible(label)) : link(head);
}
