// What stands in a channel in which nobody has said anything.

import { h } from "../dom.js";

const MOST = 4;

/** A word of welcome, and some things to try. */
export function welcome(desk, channel) {
  const { app } = desk;
  const cards = channel.direct ? [] : app.examples.slice(0, MOST).map((one) => card(desk, one));
  return h(
    "div",
    { class: "welcome" },
    h("p", { class: "welcome-title" }, `This is the beginning of ${desk.titleOf(channel)}`),
    h("p", { class: "detail" }, sentence(channel, app)),
    cards.length > 0 ? h("div", { class: "cards" }, ...cards) : null,
  );
}

function sentence({ direct }, { bot }) {
  return direct
    ? `${bot.name} writes to you here when it has no better place.`
    : `${bot.name} answers here as it does in Slack. Pick a question, and Enter sends it.`;
}

function card(desk, { text, why }) {
  const on = { click: () => desk.type(text) };
  return h(
    "button",
    { type: "button", class: "card", on },
    h("span", {}, why),
    h("code", {}, text),
  );
}
