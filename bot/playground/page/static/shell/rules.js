// Every rule of Slack or of the cloud that a message or a request broke.

import { h } from "../dom.js";
import { visible } from "../render/foreign.js";

export class Rules {
  #desk;
  #counted;
  #list = h("ol");
  #none = h("p", { class: "empty" }, "No rule was broken.");

  /** @param {(count: number) => void} counted told how many there are */
  constructor(desk, counted) {
    this.#desk = desk;
    this.#counted = counted;
    const scroll = {
      class: "pane-scroll",
      tabIndex: 0,
      role: "region",
      "aria-label": "Rules broken",
    };
    this.element = h("div", { class: "panel" }, h("div", scroll, this.#none, this.#list));
    desk.store.on(["rule"], (changes) => this.#change(changes));
  }

  #change(changes) {
    for (const { key } of changes)
      this.#list.querySelector(`[data-key="${CSS.escape(key)}"]`)?.remove();
    const put = changes.flatMap(({ now }) => now ?? []);
    put.sort((one, other) => one.number - other.number);
    for (const rule of put) this.#list.prepend(entry(rule));
    const count = this.#desk.store.of("rule").length;
    this.#none.hidden = count > 0;
    this.#counted(count);
  }
}

function entry({ key, rule, detail, refusal, of, message }) {
  const verdict = refusal ? `refused with ${refusal}` : "let through";
  return h(
    "li",
    { class: "rule", data: { key } },
    h(
      "p",
      { class: "rule-head" },
      h("code", {}, rule),
      h("span", { class: "rule-verdict" }, `${of}, ${verdict}`),
    ),
    h("p", { class: "foreign" }, visible(detail)),
    message ? shown(of, message) : null,
  );
}

function shown(of, message) {
  const text = h(
    "pre",
    { tabIndex: 0, role: "region", "aria-label": `The ${of}` },
    visible(message),
  );
  return h("details", {}, h("summary", {}, `The ${of}`), text);
}
