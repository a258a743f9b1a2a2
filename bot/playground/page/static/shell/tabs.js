// Tabs as the keyboard knows them: arrows go from tab to tab, Tab goes into the panel.

import { h } from "../dom.js";

const MOVES = { ArrowRight: 1, ArrowLeft: -1 };

export class Tabs {
  #tabs;
  #chosen;

  /**
   * @param {{id: string, label: string, panel: HTMLElement}[]} offered
   * @param {(id: string) => void} chosen told when the person chooses another one
   */
  constructor(label, offered, chosen = () => {}) {
    this.#chosen = chosen;
    this.#tabs = offered.map((one) => ({ ...one, button: this.#button(one) }));
    this.element = h(
      "div",
      { class: "tabs", role: "tablist", "aria-label": label },
      ...this.#tabs.map(({ button }) => button),
    );
    this.element.addEventListener("keydown", (event) => this.#press(event));
    this.use(true);
    this.select(offered[0].id);
  }

  /** Show the tabs, or do without them: then the panels are no tabs' panels. */
  use(isUsed) {
    this.element.hidden = !isUsed;
    for (const { id, panel } of this.#tabs) wire(panel, id, isUsed);
  }

  /** Show this panel and no other. */
  select(id) {
    for (const tab of this.#tabs) {
      const isIt = tab.id === id;
      tab.panel.hidden = !isIt;
      tab.button.setAttribute("aria-selected", String(isIt));
      tab.button.tabIndex = isIt ? 0 : -1;
    }
  }

  /** Show a count on a tab; 0 shows none. */
  count(id, count, spoken) {
    const { button, label } = this.#tabs.find((tab) => tab.id === id);
    const badge = h(
      "span",
      { class: "badge" },
      String(count),
      h("span", { class: "unseen" }, ` ${spoken}`),
    );
    button.replaceChildren(label, count > 0 ? badge : "");
  }

  /** Leave this tab out, or offer it again. */
  offer(id, isOffered) {
    this.#tabs.find((tab) => tab.id === id).button.hidden = !isOffered;
  }

  #button({ id, label }) {
    const attributes = {
      type: "button",
      role: "tab",
      id: `tab-${id}`,
      "aria-controls": `panel-${id}`,
    };
    return h("button", { ...attributes, on: { click: () => this.#choose(id) } }, label);
  }

  #press(event) {
    if (!(event.key in MOVES)) return;
    event.preventDefault();
    const offered = this.#tabs.filter(({ button }) => !button.hidden);
    const at = offered.findIndex(({ button }) => button === document.activeElement);
    const next = offered.at((at + MOVES[event.key]) % offered.length);
    this.#choose(next.id);
    next.button.focus();
  }

  #choose(id) {
    this.select(id);
    this.#chosen(id);
  }
}

function wire(panel, id, isUsed) {
  panel.id = `panel-${id}`;
  const attributes = { role: "tabpanel", "aria-labelledby": `tab-${id}` };
  for (const [name, value] of Object.entries(attributes)) {
    if (isUsed) panel.setAttribute(name, value);
    else panel.removeAttribute(name);
  }
}
