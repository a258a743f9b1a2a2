// The cloud: its weather, its fleet and the latest runs there.

import { h } from "../dom.js";
import { visible } from "../render/foreign.js";
import { announce, warn } from "./announce.js";
import { clock, machine, whole } from "./dates.js";
import { rememberFocus } from "./focus.js";

export class Cloud {
  #desk;
  #controls = h("div", { class: "weather" });
  #said = h("p", { class: "weather-said", hidden: true });
  #fleet = h("p", { class: "fleet" });
  #rows = h("tbody");

  constructor(desk) {
    this.#desk = desk;
    const scroll = { class: "pane-scroll", tabIndex: 0, role: "region", "aria-label": "Cloud" };
    this.element = h(
      "div",
      { class: "panel" },
      h(
        "div",
        scroll,
        h("h3", {}, "Weather"),
        this.#controls,
        this.#said,
        h("h3", {}, "Latest runs"),
        this.#fleet,
        this.#table(),
      ),
    );
    desk.store.on(["weather"], () => this.#weather());
    desk.store.on(["console"], () => this.#console());
  }

  #table() {
    const head = ["When", "What", "Outcome"].map((name) => h("th", { scope: "col" }, name));
    const ask = h("th", { scope: "col" }, h("span", { class: "unseen" }, "Ask the bot"));
    return h("table", { class: "runs" }, h("thead", {}, h("tr", {}, ...head, ask)), this.#rows);
  }

  #weather() {
    const focus = rememberFocus(this.#controls);
    const { controls = [] } = this.#desk.store.get("weather") ?? {};
    this.#controls.replaceChildren(...controls.map((control) => this.#control(control)));
    focus();
  }

  #control({ id, label, kind, on, hint }) {
    const isSwitch = kind === "switch";
    const button = h(
      "button",
      {
        type: "button",
        class: isSwitch ? "switch" : "button is-small",
        role: isSwitch ? "switch" : null,
        "aria-checked": isSwitch ? String(on) : null,
        "aria-label": isSwitch ? label : `Do it: ${label}`,
        "aria-describedby": hint ? `hint-${id}` : null,
        data: { actionId: `weather-${id}` },
        on: { click: () => this.#change(id, !(isSwitch && on), button) },
      },
      isSwitch
        ? h("span", { class: "switch-state", "aria-hidden": "true" }, on ? "On" : "Off")
        : "Do it",
    );
    const words = h("span", { class: "control-label" }, label);
    const more = hint ? h("span", { class: "detail", id: `hint-${id}` }, hint) : null;
    return h(
      "div",
      { class: on ? "control is-on" : "control" },
      h("div", { class: "control-words" }, words, more),
      button,
    );
  }

  async #change(id, on, button) {
    button.setAttribute("aria-busy", "true");
    const { error, said, command } = await this.#desk.do("weather", { id, on });
    button.removeAttribute("aria-busy");
    this.#say(error ?? said, Boolean(error));
    if (command) this.#desk.type(command);
  }

  #say(sentence, isWrong) {
    this.#said.hidden = !sentence;
    this.#said.textContent = sentence ?? "";
    this.#said.classList.toggle("is-bad", isWrong);
    if (sentence) (isWrong ? warn : announce)(sentence);
  }

  #console() {
    const focus = rememberFocus(this.#rows);
    const { fleet = "", runs = [] } = this.#desk.store.get("console") ?? {};
    this.#fleet.textContent = fleet;
    this.#rows.replaceChildren(...runs.map((run) => this.#run(run)));
    focus();
  }

  #run({ at, source, name: told, outcome, counts, command }) {
    const name = visible(told);
    const { tz: zone, locale } = this.#desk.me;
    const ask = {
      type: "button",
      class: "button is-small",
      "aria-label": `Ask about ${name}`,
      title: command,
      data: { actionId: `ask-${command}` },
      on: { click: () => this.#desk.type(command) },
    };
    const when = h(
      "time",
      { dateTime: machine(at), title: whole(at, { zone, locale }) },
      clock(at, { zone, locale }),
    );
    return h(
      "tr",
      {},
      h("td", {}, when),
      h(
        "td",
        {},
        h("span", { class: "run-name foreign" }, name),
        h("span", { class: "detail" }, source),
      ),
      h(
        "td",
        {},
        h("span", { class: `outcome is-${outcome}` }, outcome),
        h("span", { class: "detail" }, counts),
      ),
      h("td", {}, h("button", ask, "Ask")),
    );
  }
}
