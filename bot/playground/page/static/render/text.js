// Slack's text objects.

import { h } from "../dom.js";
import { withEmoji } from "./emoji.js";
import { visible } from "./foreign.js";
import { renderMrkdwn } from "./mrkdwn.js";

/** The text, in a piece of its own whose direction turns nothing around it. */
export function renderText(object, scene, tag = "span") {
  if (object?.type !== "mrkdwn") return h(tag, { class: "foreign" }, plainOf(object));
  return h(tag, { class: "foreign" }, renderMrkdwn(object.text, scene, object));
}

/** What a plain text says. */
export function plainOf(object) {
  const text = visible(object?.text);
  return object?.type === "plain_text" && object.emoji === false ? text : withEmoji(text);
}
