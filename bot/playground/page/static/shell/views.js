// Which parts of the page are seen: all of them side by side, or one at a time where
// there is little room.

import { h } from "../dom.js";
import { icon } from "./icons.js";

const KEPT = "runwatch.behind";
const ROOMY = matchMedia("(min-width: 1024px)");
const WIDE = matchMedia("(min-width: 1280px)");
const PICTURES = { sidebar: "hash", conversation: "talk", thread: "reply", behind: "gauge" };
const NAMES = {
  sidebar: "Channels",
  conversation: "Conversation",
  thread: "Thread",
  behind: "Behind",
};

export class Views {
  #frame = null;
  #thread = null;
  #entries;
  #toggle = h(
    "button",
    { type: "button", class: "button is-small behind-toggle" },
    "Behind the scenes",
  );

  constructor() {
    this.#entries = Object.keys(NAMES).map((name) => [name, this.#entry(name)]);
    this.bar = h(
      "nav",
      { class: "bar", "aria-label": "Views" },
      ...this.#entries.map(([, button]) => button),
    );
    this.#toggle.addEventListener("click", () => this.behind(!this.#isBehindOpen));
  }

  /** The button that opens and closes what is behind the scenes. */
  get toggle() {
    return this.#toggle;
  }

  /** Begin with this frame, which holds the parts, and the pane of threads in it. */
  hold(frame, thread) {
    this.#frame = frame;
    this.#thread = thread;
    const kept = localStorage.getItem(KEPT);
    this.#openBehind(kept === null ? WIDE.matches : kept === "open");
    frame.dataset.front = "conversation";
    this.thread(false);
  }

  /** Bring a part to the front, where only one can be seen. */
  front(name) {
    this.#frame.dataset.front = name;
    if (name === "thread" || name === "behind") this.#frame.dataset.pane = name;
    for (const [each, button] of this.#entries) {
      if (each === name) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    this.#toggle.setAttribute("aria-expanded", String(this.#isBehindOpen));
  }

  /** Say whether a thread is open. */
  thread(isOpen) {
    this.#entries.find(([name]) => name === "thread")[1].hidden = !isOpen;
    if (isOpen) this.front("thread");
    else {
      const { front } = this.#frame.dataset;
      this.#frame.dataset.pane = "behind";
      this.front(front === "thread" ? "conversation" : front);
    }
  }

  /** Open or close what is behind the scenes. */
  behind(isOpen) {
    localStorage.setItem(KEPT, isOpen ? "open" : "closed");
    this.#openBehind(isOpen);
    this.front(isOpen ? "behind" : "conversation");
    if (!isOpen && ROOMY.matches) this.#toggle.focus();
  }

  get #isBehindOpen() {
    const { behind, pane } = this.#frame.dataset;
    return behind === "open" && (pane === "behind" || this.#thread.hidden);
  }

  #openBehind(isOpen) {
    this.#frame.dataset.behind = isOpen ? "open" : "closed";
  }

  #entry(name) {
    return h(
      "button",
      { type: "button", on: { click: () => this.front(name) } },
      icon(PICTURES[name]),
      NAMES[name],
    );
  }
}
