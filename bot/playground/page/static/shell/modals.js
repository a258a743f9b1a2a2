// The modals that stand before the person acted as, the top one last.

import { h } from "../dom.js";
import { visible } from "../render/foreign.js";
import { showErrors, valuesOf } from "../render/inputs.js";
import { announce, warn } from "./announce.js";
import { blocksOf } from "./content.js";
import { dialog, raise } from "./dialogs.js";
import { rememberFocus } from "./focus.js";
import { sceneOf } from "./scene.js";
import { withTyped } from "./typed.js";

export class Modals {
  #desk;
  #shown = new Map();

  constructor(desk) {
    this.#desk = desk;
  }

  /** Show them from now on as the feed tells of them. */
  watch() {
    this.#desk.store.on(["modal"], (changes) => this.#change(changes));
  }

  #change(changes) {
    const gone = changes.filter(({ now }) => !now).map(({ key }) => this.#shown.get(key));
    const put = changes
      .flatMap(({ now }) => now ?? [])
      .sort((one, other) => one.depth - other.depth);
    gone.reverse().forEach((window) => window?.lower());
    for (const { key, now } of changes) if (!now) this.#shown.delete(key);
    for (const modal of put) this.#put(modal);
  }

  #put(modal) {
    const known = this.#shown.get(modal.key);
    if (known) known.show(modal);
    else this.#shown.set(modal.key, new Window(this.#desk, modal));
  }
}

class Window {
  #desk;
  // What scrolls has to be reached by the keyboard, too.
  #body = h("div", { class: "dialog-body", tabIndex: 0 });
  #foot = h("div", { class: "dialog-foot" });
  #wrong = h("p", { class: "dialog-wrong", hidden: true });
  #form = h("form", { noValidate: true }, this.#body, this.#wrong, this.#foot);
  #busy = false;

  constructor(desk, modal) {
    this.#desk = desk;
    this.modal = modal;
    this.#form.addEventListener("submit", (event) => this.#submit(event));
    Object.assign(
      this,
      dialog(modal.title, "modal", () => this.#close(), this.#form),
    );
    this.#draw(modal.blocks);
    this.lower = raise(this.element);
    this.#enter();
  }

  /** Show the newest version; what was typed stays where its field stays. */
  show(modal) {
    const typed = valuesOf(this.#form);
    const focus = rememberFocus(this.element, this.heading);
    this.modal = modal;
    this.heading.textContent = visible(modal.title);
    this.#say(null);
    this.#draw(withTyped(modal.blocks, typed));
    focus();
    announce(`${visible(modal.title)} was updated`);
  }

  #draw(blocks) {
    const { id, choices } = this.modal;
    const scene = sceneOf(this.#desk, {
      where: { view: id },
      choices,
      failed: (sentence) => this.#say(sentence),
    });
    this.#body.replaceChildren(blocksOf(blocks, scene));
    this.#foot.replaceChildren(...this.#buttons());
  }

  #buttons() {
    const { submit, close } = this.modal;
    const leave = {
      type: "button",
      class: "button",
      id: `close-${this.modal.id}`,
      on: { click: () => this.#close() },
    };
    const send = { type: "submit", class: "button primary", id: `submit-${this.modal.id}` };
    const buttons = [h("button", leave, visible(close))];
    return submit ? [...buttons, h("button", send, visible(submit))] : buttons;
  }

  #enter() {
    const first = this.#body.querySelector("input, textarea, select, button:not([disabled])");
    (this.modal.submit && first ? first : this.heading).focus();
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#busy || !this.modal.submit) return;
    this.#wait(true);
    const body = { view: this.modal.id, values: valuesOf(this.#form) };
    const { error, errors } = await this.#desk.do("submit", body);
    this.#wait(false);
    showErrors(this.#form, errors ?? {});
    this.#say(error ?? null);
  }

  async #close() {
    const { error } = await this.#desk.do("close", { view: this.modal.id });
    this.#say(error ?? null);
  }

  #wait(busy) {
    this.#busy = busy;
    this.element.setAttribute("aria-busy", String(busy));
    for (const button of this.#foot.querySelectorAll("[type=submit]")) {
      button.ariaDisabled = busy ? "true" : null;
    }
  }

  #say(sentence) {
    this.#wrong.hidden = !sentence;
    this.#wrong.textContent = sentence ?? "";
    if (sentence) warn(sentence);
  }
}
