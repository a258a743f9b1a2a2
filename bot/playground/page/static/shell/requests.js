// The newest requests between Slack, the bot and the cloud.

import { h } from "../dom.js";
import { Exchange } from "./exchange.js";

const PARTIES = {
  "": "All requests",
  "Slack bot": "Slack → bot",
  "bot Slack": "bot → Slack",
  "bot cloud": "bot → cloud",
};

export class Requests {
  #desk;
  #views = new Map();
  #cleared = 0;
  #paused = false;
  #list = h("ol", { "aria-label": "Requests, the newest first" });
  #none = h("p", { class: "empty" }, "No requests yet: type a command.");
  #rest = h("p", { class: "empty", hidden: true });
  #party = h("select", { "aria-label": "Show", class: "quiet-select" });
  #pause = h(
    "button",
    { type: "button", class: "button is-small", "aria-pressed": "false" },
    "Pause",
  );

  constructor(desk) {
    this.#desk = desk;
    this.#party.append(
      ...Object.entries(PARTIES).map(([value, label]) => h("option", { value }, label)),
    );
    this.#party.addEventListener("change", () => this.#draw());
    this.#pause.addEventListener("click", () => this.#toggle());
    const clear = h(
      "button",
      { type: "button", class: "button is-small", on: { click: () => this.#clear() } },
      "Clear",
    );
    const bar = h("div", { class: "pane-bar" }, this.#party, this.#pause, clear);
    this.element = h(
      "div",
      { class: "panel" },
      bar,
      h(
        "div",
        { class: "pane-scroll", tabIndex: 0, role: "region", "aria-label": "Requests" },
        this.#none,
        this.#list,
        this.#rest,
      ),
    );
    desk.store.on(["exchange"], (changes) => this.#change(changes));
    // Later, when the page knows whose zone it is.
    addEventListener("hashchange", () => setTimeout(() => this.#redraw()));
  }

  #change(changes) {
    this.#forgetOlder();
    for (const { now } of changes) if (now) this.#views.get(now.number)?.show(now);
    if (!this.#paused) this.#draw();
  }

  #wanted() {
    const party = this.#party.value;
    return this.#desk.store
      .of("exchange")
      .filter(
        ({ number, from, to }) => number > this.#cleared && (!party || party === `${from} ${to}`),
      )
      .sort((one, other) => other.number - one.number);
  }

  #draw() {
    const wanted = this.#wanted();
    const views = wanted.map(
      (exchange) => this.#views.get(exchange.number) ?? new Exchange(this.#desk, exchange),
    );
    const numbers = new Set(wanted.map(({ number }) => number));
    for (const [number, view] of this.#views) {
      if (!numbers.has(number)) view.element.remove();
    }
    this.#views = new Map(views.map((view) => [view.number, view]));
    this.#place(views.map(({ element }) => element));
    this.#none.hidden = views.length > 0;
    this.#sayRest();
  }

  // They are numbered from 1; the server keeps the older ones to itself.
  #sayRest() {
    const told = this.#numbers;
    this.#rest.hidden = told.length === 0 || Math.min(...told) <= this.#cleared + 1;
    this.#rest.textContent = `Only the newest ${told.length} requests are kept here.`;
  }

  // A row that stays is not moved: that would close nothing, but lose the focus.
  #place(elements) {
    let next = this.#list.firstChild;
    for (const element of elements) {
      if (element === next) next = next.nextSibling;
      else this.#list.insertBefore(element, next);
    }
  }

  #redraw() {
    for (const view of this.#views.values()) view.redraw();
  }

  #clear() {
    this.#cleared = this.#newest;
    this.#draw();
  }

  // Numbers begin again when the playground does.
  #forgetOlder() {
    if (this.#newest < this.#cleared) this.#cleared = 0;
  }

  get #newest() {
    return Math.max(0, ...this.#numbers);
  }

  get #numbers() {
    return this.#desk.store.of("exchange").map(({ number }) => number);
  }

  #toggle() {
    this.#paused = !this.#paused;
    this.#pause.setAttribute("aria-pressed", String(this.#paused));
    this.#pause.textContent = this.#paused ? "Paused" : "Pause";
    if (!this.#paused) this.#draw();
  }
}
