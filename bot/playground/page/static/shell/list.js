// The messages of a channel or of a thread, in order, each drawn once per change.

import { h } from "../dom.js";
import { dateOf, day, secondsOf } from "./dates.js";
import { inOrder } from "./desk.js";
import { icon } from "./icons.js";
import { MessageView } from "./message.js";
import { Scrolling } from "./scrolling.js";

// Within so many seconds somebody's messages read as one.
const TOGETHER = 300;

export class MessageList {
  #desk;
  #inThread;
  #views = new Map();
  #inner = h("div", { class: "log-inner" });
  #log = h("div", { class: "log", role: "log", "aria-live": "off", tabIndex: 0 }, this.#inner);
  #newer = h(
    "button",
    { type: "button", class: "newer", hidden: true },
    "New messages",
    icon("down"),
  );
  #scrolling;
  #expected = false;
  #otherwise = null;

  /** @param {() => void} read told when more may have been read */
  constructor(desk, { inThread, read }) {
    this.#desk = desk;
    this.#inThread = inThread;
    this.element = h("div", { class: "log-frame" }, this.#log, this.#newer);
    this.#scrolling = new Scrolling(this.#log, this.#inner, () => {
      if (this.#scrolling.atEnd) this.#newer.hidden = true;
      read();
    });
    this.#newer.addEventListener("click", () => this.#toNewest());
    document.addEventListener("visibilitychange", read);
  }

  /** Whether it is in sight, with nothing new that the reader has not come to yet. */
  get isRead() {
    const isSeen = document.visibilityState === "visible" && this.element.checkVisibility();
    return isSeen && this.#newer.hidden;
  }

  /** Show these messages and no others, from their end; `otherwise` when there are none. */
  reset(messages, label, otherwise = null) {
    this.#log.setAttribute("aria-label", label);
    this.#views = new Map(messages.map((one) => [one.key, this.#view(one)]));
    const elements = [...this.#views.values()].map(({ element }) => element);
    this.#otherwise = otherwise;
    this.#inner.replaceChildren(...elements);
    this.#arrange();
    this.#newer.hidden = true;
    this.#scrolling.toEnd();
  }

  /** Take the changes of a batch that belong here. */
  apply(changes) {
    const follows = this.#scrolling.atEnd || this.#expected;
    for (const { key, now } of changes) if (!now) this.#remove(key);
    const put = changes.flatMap(({ now }) => now ?? []).sort(inOrder);
    const isNews = put.some(({ key }) => !this.#views.has(key));
    const views = put.map((message) => this.#put(message));
    this.#arrange();
    if (isNews) this.#tell(views.at(-1), follows);
    else if (follows) this.#grown(views);
  }

  /** Give a message its foot, if it is shown here. */
  foot(key, ...nodes) {
    this.#views.get(key)?.foot(...nodes);
  }

  /** Go to the end with the next message: this person asked for it. */
  expect() {
    this.#expected = true;
  }

  /** Give the focus to the message with this ts, if it is here. */
  focusOn(ts) {
    const found = [...this.#views.values()].find(({ message }) => message.ts === ts);
    found?.element.focus({ preventScroll: true });
  }

  /** The messages that stand here. */
  get shown() {
    return [...this.#views.values()].map(({ message }) => message);
  }

  #tell(view, follows) {
    this.#expected = false;
    if (follows) this.#scrolling.reveal(view.element);
    else this.#newer.hidden = false;
  }

  // An answer in place of a word of patience is read from its top, unless somebody is at
  // work in it.
  #grown(views) {
    const last = [...this.#views.values()].at(-1);
    const isBusy = last?.element.contains(document.activeElement);
    if (views.includes(last) && !isBusy) this.#scrolling.reveal(last.element);
  }

  #toNewest() {
    this.#scrolling.toEnd();
    this.#log.focus({ preventScroll: true });
  }

  #view(message) {
    return new MessageView(this.#desk, message, this.#inThread);
  }

  #put(message) {
    const known = this.#views.get(message.key);
    if (known) {
      known.show(message);
      return known;
    }
    const view = this.#view(message);
    const later = [...this.#views.values()].find((other) => inOrder(message, other.message) < 0);
    this.#inner.insertBefore(view.element, later?.element ?? null);
    this.#views.set(message.key, view);
    this.#sort();
    return view;
  }

  #sort() {
    const sorted = [...this.#views].sort(([, one], [, other]) =>
      inOrder(one.message, other.message),
    );
    this.#views = new Map(sorted);
  }

  #remove(key) {
    this.#views.get(key)?.element.remove();
    this.#views.delete(key);
  }

  #arrange() {
    if (this.#views.size > 0) this.#otherwise?.remove();
    else if (this.#otherwise) this.#inner.append(this.#otherwise);
    for (const divider of this.#inner.querySelectorAll(".day")) divider.remove();
    const { tz: zone, locale } = this.#desk.me;
    const scene = { zone, locale, now: () => Date.now() };
    let above = null;
    for (const view of this.#views.values()) {
      const date = dateOf(secondsOf(view.message.ts), scene);
      const isNewDay = date !== above?.date;
      if (isNewDay && !this.#inThread) view.element.before(divider(view.message, scene));
      view.follow(!isNewDay && continues(above.message, view.message));
      above = { date, message: view.message };
    }
  }
}

// What the app writes stands alone: each is an answer, often to something else.
function continues(above, message) {
  const near = secondsOf(message.ts) - secondsOf(above.ts) < TOGETHER;
  return near && above.author.id === message.author.id && !message.author.app;
}

function divider({ ts }, scene) {
  return h("h3", { class: "day" }, h("span", {}, day(secondsOf(ts), scene)));
}
