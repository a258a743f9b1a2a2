// What stands below the root of a thread.

import { h } from "../dom.js";
import { clock, secondsOf } from "./dates.js";
import { isReply } from "./desk.js";
import { icon } from "./icons.js";

/** A button that opens the thread, none while it has no reply. */
export function replySummary(desk, reading, root, messages) {
  const replies = messages.filter((one) => isReply(one) && one.thread_ts === root.ts);
  if (replies.length === 0) return [];
  const fresh = reading.unread(desk.me.id, replies, root.channel, root.ts).length;
  const count = `${replies.length} ${replies.length === 1 ? "reply" : "replies"}`;
  const open = () => desk.open({ place: root.ts });
  return [
    h(
      "button",
      { type: "button", class: "replies", on: { click: open }, data: { actionId: "replies" } },
      icon("reply"),
      h("span", { class: "replies-count" }, count),
      fresh > 0 ? h("span", { class: "badge" }, `${fresh} new`) : null,
      h("span", { class: "detail" }, `last at ${lastAt(desk, replies)}`),
    ),
  ];
}

function lastAt(desk, replies) {
  const { tz: zone, locale } = desk.me;
  return clock(secondsOf(replies.at(-1).ts), { zone, locale });
}
