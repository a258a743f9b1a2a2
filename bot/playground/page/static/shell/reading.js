// What each person has read, kept in the browser.

import { isReply } from "./desk.js";

const KEPT = "runwatch.read";

export class Reading {
  #marks = JSON.parse(localStorage.getItem(KEPT) ?? "{}");

  /** The messages of a channel that this person has not seen; a thread's, with its ts. */
  unread(person, messages, channel, thread = null) {
    const mark = this.#marks[key(person, channel, thread)] ?? "";
    return messages.filter(
      (one) =>
        one.ts > mark &&
        !one.note &&
        one.author.id !== person &&
        (thread === null || (isReply(one) && one.thread_ts === thread)),
    );
  }

  /** Everything up to this ts was seen; says whether that is news. */
  mark(person, ts, channel, thread = null) {
    const name = key(person, channel, thread);
    if (!ts || (this.#marks[name] ?? "") >= ts) return false;
    this.#marks[name] = ts;
    localStorage.setItem(KEPT, JSON.stringify(this.#marks));
    return true;
  }
}

function key(...parts) {
  return parts.filter(Boolean).join("/");
}
