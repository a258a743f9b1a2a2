// The Home tab of the app.

import { h } from "../dom.js";
import { blocksOf } from "./content.js";
import { rememberFocus } from "./focus.js";
import { sceneOf } from "./scene.js";

export class Home {
  #desk;
  #isOpen = false;
  #wrong = h("p", { class: "dialog-wrong", role: "alert", hidden: true });
  #blocks = h("div", { class: "home-blocks" });

  constructor(desk) {
    this.#desk = desk;
    this.element = h("div", { class: "panel home", tabIndex: 0 }, this.#wrong, this.#blocks);
    desk.store.on(["home"], () => this.#draw());
  }

  /** Open or leave the tab; opening it tells the app. */
  async show(isOpen) {
    if (isOpen === this.#isOpen) return;
    this.#isOpen = isOpen;
    if (!isOpen) return;
    this.#draw();
    const { error } = await this.#desk.do("home");
    this.#say(error);
  }

  #draw() {
    if (!this.#isOpen) return;
    const focus = rememberFocus(this.#blocks, this.element);
    const home = this.#desk.store.get("home");
    this.#blocks.replaceChildren(home ? blocksOf(home.blocks, this.#scene(home)) : this.#nothing());
    focus();
  }

  #nothing() {
    return h("p", { class: "empty" }, `${this.#desk.app.bot.name} has put nothing here yet.`);
  }

  #scene({ choices }) {
    return sceneOf(this.#desk, {
      where: { home: true },
      choices,
      failed: (sentence) => this.#say(sentence),
    });
  }

  #say(sentence) {
    this.#wrong.hidden = !sentence;
    this.#wrong.textContent = sentence ?? "";
  }
}
