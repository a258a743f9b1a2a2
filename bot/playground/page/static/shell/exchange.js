// One request: a row that opens to show what was sent and what came back.

import { h } from "../dom.js";
import { visible } from "../render/foreign.js";
import { machine, preciseClock, whole } from "./dates.js";

export class Exchange {
  #desk;
  #exchange;
  #summary = h("summary", { class: "exchange-row" });
  #bodies = h("div", { class: "exchange-bodies" });
  #details = h("details", {}, this.#summary, this.#bodies);

  constructor(desk, exchange) {
    this.#desk = desk;
    this.element = h("li", { class: "exchange" }, this.#details);
    this.#details.addEventListener("toggle", () => this.#load());
    this.show(exchange);
  }

  get number() {
    return this.#exchange.number;
  }

  /** Show how it stands now. */
  show(exchange) {
    this.#exchange = exchange;
    this.element.classList.toggle("is-failed", Boolean(exchange.failed));
    this.redraw();
    this.#load();
  }

  /** Show the row as the person reads it who is acted as now. */
  redraw() {
    this.#summary.replaceChildren(...this.#cells());
  }

  #cells() {
    const { from, to, what, seconds } = this.#exchange;
    const [outcome, className] = outcomeOf(this.#exchange);
    return [
      this.#time(),
      h(
        "span",
        { class: `party from-${from.toLowerCase()} to-${to.toLowerCase()}` },
        `${from} → ${to}`,
      ),
      h("span", { class: "exchange-what foreign" }, visible(what)),
      h("span", { class: `exchange-outcome ${className}` }, outcome),
      h("span", { class: "exchange-took" }, seconds === null ? "" : took(seconds)),
    ];
  }

  #time() {
    const { tz: zone, locale } = this.#desk.me;
    const { at } = this.#exchange;
    const title = whole(at, { zone, locale });
    return h("time", { dateTime: machine(at), title }, preciseClock(at, { zone }));
  }

  async #load() {
    if (!this.#details.open) return;
    const asked = this.#exchange;
    const { sent, got, error } = await bodies(asked.number);
    // Of two answers the later one may come first.
    if (asked !== this.#exchange) return;
    this.#bodies.replaceChildren(
      ...(error
        ? [h("p", { class: "empty" }, error)]
        : [body("Sent", sent), body("Came back", got)]),
    );
  }
}

// Such as "<1 ms", "12 ms" or "3.2 s".
function took(seconds) {
  if (seconds < 0.0005) return "<1 ms";
  return seconds < 1 ? `${Math.round(seconds * 1_000)} ms` : `${seconds.toFixed(1)} s`;
}

function outcomeOf({ failed, status, seconds, what }) {
  if (failed) return [`failed: ${failed}`, "is-bad"];
  if (seconds === null && what.startsWith("WebSocket")) return ["open", "is-good"];
  if (seconds === null) return ["under way", "is-waiting"];
  return [status === null ? "done" : String(status), "is-good"];
}

async function bodies(number) {
  try {
    const response = await fetch(`/exchanges/${number}`);
    return response.ok ? await response.json() : { error: "The playground no longer has it." };
  } catch (failure) {
    if (failure instanceof TypeError) return { error: "The playground does not answer." };
    throw failure;
  }
}

function body(label, text) {
  const content = text ? visible(text) : "(nothing)";
  return h(
    "div",
    {},
    h("p", { class: "exchange-label" }, label),
    h("pre", { tabIndex: 0, role: "region", "aria-label": label }, content),
  );
}
