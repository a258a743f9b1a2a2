// Who somebody is, in words and as a small square.

import { h } from "../dom.js";
import { icon } from "./icons.js";

const TINTS = 6;

/** The name people read; an id that nobody has stands for itself. */
export function nameOf(desk, author) {
  const person = desk.person(author.id);
  if (author.id === desk.app.bot.id) return desk.app.bot.name;
  return person?.real_name ?? author.name ?? author.id;
}

/** A square with the initials, or with the sign of an app. */
export function avatar(id, name, isApp) {
  const sign = isApp ? icon("gauge") : initials(name);
  const tint = isApp ? "app" : [...id].reduce((sum, one) => sum + one.codePointAt(0), 0) % TINTS;
  return h("span", { class: `avatar tint-${tint}`, "aria-hidden": "true" }, sign);
}

function initials(name) {
  const words = name.split(/[\s.]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0].toUpperCase())
    .join("");
}
