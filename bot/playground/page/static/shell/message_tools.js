// What can be done with a message, beside it.

import { h } from "../dom.js";
import { icon } from "./icons.js";
import { opensMenu } from "./menu.js";
import { isReply } from "./desk.js";

/** The tools of this message, none where Slack has none. */
export function messageTools(desk, message, inThread) {
  const buttons = message.note ? [dismissal(desk, message)] : forAll(desk, message, inThread);
  if (buttons.length === 0) return [];
  return [h("div", { class: "tools", role: "group", "aria-label": "Message actions" }, ...buttons)];
}

function forAll(desk, message, inThread) {
  if (message.private) return [];
  const reply = inThread || isReply(message) ? [] : [replying(desk, message)];
  return [...reply, ...shortcuts(desk, message)];
}

function replying(desk, { ts }) {
  const open = () => desk.open({ place: ts });
  return tool("Reply in thread", "reply", { click: open });
}

function shortcuts(desk, { channel, ts, thread_ts }) {
  const offered = desk.app.shortcuts.filter(({ type }) => type === "message");
  if (offered.length === 0) return [];
  const button = tool("More actions", "more", {});
  const run = async ({ callback_id }) => {
    const { error } = await desk.do("shortcut", { callback_id, channel, ts });
    if (error) desk.tell({ channel, thread_ts }, error);
  };
  opensMenu(button, () => offered.map((one) => item(desk, one, run)));
  return [button];
}

function item(desk, shortcut, run) {
  return { label: shortcut.name, detail: desk.app.bot.name, act: () => run(shortcut) };
}

function dismissal(desk, { key }) {
  return tool("Dismiss", "close", { click: () => desk.dismiss(key) });
}

function tool(label, picture, on) {
  return h(
    "button",
    { type: "button", class: "tool", "aria-label": label, title: label, on },
    icon(picture),
  );
}
