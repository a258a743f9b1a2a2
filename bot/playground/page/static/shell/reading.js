// What each person has read, kept in the browser.

import { isReply } from "./desk.js";

const KEPT = "runwatch.read";
// So many marks are kept, the newest: every thread that was read leaves one.
const MOST = 500;

export class Reading {
  #marks = kept();

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
    const newest = Object.entries(this.#marks).sort(([, one], [, other]) => (one < other ? 1 : -1));
    localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(newest.slice(0, MOST))));
    return true;
  }
}

// Whatever else on this machine had this address may have left something here.
function kept() {
  try {
    const marks = Object.entries(JSON.parse(localStorage.getItem(KEPT)) ?? {});
    return Object.fromEntries(marks.filter(([, mark]) => typeof mark === "string"));
  } catch (broken) {
    if (broken instanceof SyntaxError) return {};
    throw broken;
  }
}

function key(...parts) {
  return parts.filter(Boolean).join("/");
}
