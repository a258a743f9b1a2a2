// The pane of a thread: its root, the replies, and a composer of its own.

import { h } from "../dom.js";
import { Composer } from "./composer.js";
import { icon } from "./icons.js";
import { MessageList } from "./list.js";
import { threadOf } from "./routes.js";

export class Thread {
  #desk;
  #reading;
  #list;
  #composer;
  #where = h("span", { class: "detail" });
  #shown = null;

  constructor(desk, reading) {
    this.#desk = desk;
    this.#reading = reading;
    this.#list = new MessageList(desk, { inThread: true, read: () => this.#read() });
    this.#composer = new Composer(desk, () => this.#list.expect());
    const close = {
      type: "button",
      class: "tool",
      "aria-label": "Close thread",
      on: { click: () => desk.open({ place: null }) },
    };
    const title = h("h2", { class: "view-title" }, "Thread", this.#where);
    const head = h("div", { class: "view-head" }, title, h("button", close, icon("close")));
    const dock = h("div", { class: "dock" }, this.#composer.element);
    this.element = h(
      "aside",
      { id: "thread", class: "pane", "aria-label": "Thread", hidden: true },
      head,
      this.#list.element,
      dock,
    );
    this.element.addEventListener("keydown", (event) => this.#press(event));
    desk.store.on(["message"], (changes) => this.#change(changes));
  }

  /** The ts of the thread that is shown, null while none is. */
  get root() {
    return this.#shown?.split("/").at(-1) ?? null;
  }

  /** Show the thread that the route names, or none; says whether that is another one. */
  show() {
    const channel = this.#desk.channel();
    const ts = channel && threadOf(this.#desk.route);
    const now = ts ? [this.#desk.me.id, channel.id, ts].join("/") : null;
    if (now === this.#shown) return false;
    this.#shown = now;
    this.element.hidden = !now;
    if (now) this.#fill(channel, ts);
    return true;
  }

  /** Draw everything anew for another person. */
  forget() {
    this.#shown = undefined;
  }

  focus() {
    this.#composer.focus();
  }

  #fill(channel, ts) {
    const name = this.#desk.titleOf(channel);
    this.#where.textContent = name;
    this.#composer.show({ channel: channel.id, thread_ts: ts }, `Reply in ${name}`);
    const messages = this.#desk.messages(channel.id).filter((one) => isOf(one, ts));
    this.#list.reset(messages, `Thread in ${name}`);
    this.#read();
  }

  #change(changes) {
    const { channel } = this.#desk.route;
    const ts = threadOf(this.#desk.route);
    if (!this.#shown || !ts) return;
    const theirs = changes.filter(({ now, before }) => {
      const message = now ?? before;
      return message.channel === channel && isOf(message, ts);
    });
    if (theirs.length > 0) this.#list.apply(theirs);
    this.#read();
  }

  #read() {
    const { person, channel } = this.#desk.route;
    const ts = threadOf(this.#desk.route);
    if (!ts || !this.#list.isRead) return;
    const newest = this.#list.shown.at(-1)?.ts;
    if (this.#reading.mark(person, newest, channel, ts)) this.#desk.recount(ts);
  }

  #press(event) {
    if (event.key === "Escape" && !event.defaultPrevented) this.#desk.open({ place: null });
  }
}

function isOf(message, ts) {
  return message.ts === ts || message.thread_ts === ts;
}
