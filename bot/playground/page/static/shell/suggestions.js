// The list of offers above a text field. The focus stays in the field; where the list
// scrolls, it can be had by the list as well.

import { h } from "../dom.js";
import { announce } from "./announce.js";

let made = 0;

export class Suggestions {
  #field;
  #take;
  #found = null;
  #active = -1;

  /** @param {(from: number, text: string) => void} take puts the chosen offer in place */
  constructor(field, take) {
    made += 1;
    this.#field = field;
    this.#take = take;
    this.element = h("div", {
      class: "suggestions",
      id: `suggestions-${made}`,
      role: "listbox",
      "aria-label": "Suggestions",
      tabIndex: 0,
      hidden: true,
      on: {
        focusout: () => this.show(null),
        keydown: (event) => this.#pressed(event),
      },
    });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.element.id);
  }

  get isOpen() {
    return this.#found !== null;
  }

  /** Whether the focus went from the field into the list. */
  has(target) {
    return target === this.element;
  }

  /** Offer what was found, or nothing. */
  show(found) {
    this.#found = found;
    this.element.hidden = !found;
    this.element.replaceChildren(
      ...(found?.offers ?? []).map((offer, index) => this.#option(offer, index)),
    );
    this.#activate(found?.eager ? 0 : -1);
    if (found) announce(`${found.offers.length} suggestion${found.offers.length === 1 ? "" : "s"}`);
  }

  /** Whether this key was meant for the list; it is then done. */
  press(key) {
    if (!this.isOpen) return false;
    if (key === "ArrowDown") this.#move(1);
    else if (key === "ArrowUp") this.#move(-1);
    else if (key === "Escape") this.show(null);
    else if (key === "Tab") this.#choose(Math.max(0, this.#active));
    else if (key === "Enter" && this.#active >= 0) this.#choose(this.#active);
    else return false;
    return true;
  }

  #pressed(event) {
    if (event.key === "Tab" || !this.press(event.key)) return;
    event.preventDefault();
    if (!this.isOpen) this.#field.focus();
  }

  #option({ label, detail }, index) {
    const on = {
      pointerdown: (event) => event.preventDefault(),
      click: () => this.#choose(index),
    };
    const more = detail ? h("span", { class: "detail" }, detail) : null;
    const attributes = {
      role: "option",
      id: `${this.element.id}-${index}`,
      "aria-selected": "false",
    };
    return h("div", { ...attributes, on }, h("span", { class: "offer" }, label), more);
  }

  #move(step) {
    const count = this.#found.offers.length;
    const from = this.#active < 0 && step < 0 ? 0 : this.#active;
    this.#activate((from + step + count) % count);
  }

  #activate(index) {
    this.#active = index;
    [...this.element.children].forEach((option, at) =>
      option.setAttribute("aria-selected", String(at === index)),
    );
    const active = this.element.children[index];
    if (!active) this.#field.removeAttribute("aria-activedescendant");
    else {
      this.#field.setAttribute("aria-activedescendant", active.id);
      active.scrollIntoView({ block: "nearest" });
    }
  }

  #choose(index) {
    const { from, offers } = this.#found;
    this.show(null);
    this.#take(from, offers[index].text);
  }
}
