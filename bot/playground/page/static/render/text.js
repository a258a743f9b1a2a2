// Slack's text objects.

import { h } from "../dom.js";
import { withEmoji } from "./emoji.js";
import { visible } from "./foreign.js";
import { renderMrkdwn } from "./mrkdwn.js";

/** The text, in a piece of its own whose direction turns nothing around it. */
export function renderText(object, scene, tag = "span") {
  const marked = object?.type === "mrkdwn" && typeof object.text === "string";
  const inside = marked ? renderMrkdwn(object.text, scene, object) : plainOf(object);
  return h(tag, { class: "foreign" }, inside);
}

/** What a plain text says; a TypeError for what is none. */
export function plainOf(object) {
  if (typeof object?.text !== "string") throw new TypeError("not a text object");
  const text = visible(object.text);
  return object.type === "plain_text" && object.emoji === false ? text : withEmoji(text);
}
