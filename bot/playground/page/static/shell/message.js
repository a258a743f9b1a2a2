// One message: its author, its content, its files and what can be done with it.

import { h } from "../dom.js";
import { avatar, nameOf } from "./avatars.js";
import { contentOf } from "./content.js";
import { clock, machine, secondsOf, whole } from "./dates.js";
import { fileList } from "./files.js";
import { rememberFocus } from "./focus.js";
import { icon } from "./icons.js";
import { messageTools } from "./message_tools.js";
import { sceneOf } from "./scene.js";

export class MessageView {
  #desk;
  #drawn = null;
  #content = h("div");
  #files = h("div");
  #foot = h("div", { class: "foot" });

  /** @param {object} message @param {boolean} inThread where it is shown */
  constructor(desk, message, inThread) {
    this.#desk = desk;
    this.message = message;
    this.element = h("article", { class: "message", tabIndex: -1, data: { ts: message.ts } });
    this.#build(message, inThread);
    this.show(message);
  }

  /** Show the newest version; what didn't change stays as it is. */
  show(message) {
    this.message = message;
    this.element.setAttribute("aria-label", this.#name());
    this.element.classList.toggle("is-edited", message.edited === true);
    const content = JSON.stringify([message.text, message.blocks, message.choices, message.files]);
    if (content !== this.#drawn) this.#draw();
    this.#drawn = content;
  }

  /** Show what stands below it: how many replies there are. */
  foot(...nodes) {
    const focus = rememberFocus(this.#foot, this.element);
    this.#foot.replaceChildren(...nodes);
    focus();
  }

  /** Whether it continues what the one above says. */
  follow(follows) {
    this.element.classList.toggle("follows", follows);
  }

  #draw() {
    const focus = rememberFocus(this.element);
    const { message } = this;
    const files = message.files ?? [];
    this.#content.replaceChildren(contentOf(message, this.#scene()));
    this.#files.replaceChildren(...fileList(files, this.#desk.me.id));
    focus();
  }

  #scene() {
    const { channel, ts, thread_ts, choices } = this.message;
    return sceneOf(this.#desk, {
      where: { channel, ts },
      choices,
      failed: (sentence) => this.#desk.tell({ channel, thread_ts }, sentence),
    });
  }

  #name() {
    const { author, ts, private: isPrivate, edited } = this.message;
    const parts = [nameOf(this.#desk, author), clock(secondsOf(ts), this.#scene())];
    if (isPrivate) parts.push("only visible to you");
    if (edited) parts.push("edited");
    return parts.join(", ");
  }

  #build(message, inThread) {
    const { author } = message;
    const name = nameOf(this.#desk, author);
    this.element.classList.toggle("is-private", message.private === true);
    this.element.append(
      h(
        "div",
        { class: "gutter" },
        avatar(author.id, name, author.app && !message.note),
        this.#time("side-time"),
      ),
      h("div", { class: "column" }, ...this.#head(name), this.#content, this.#files, this.#foot),
      ...messageTools(this.#desk, message, inThread),
    );
  }

  #head(name) {
    const { author, private: isPrivate } = this.message;
    const mark = h("p", { class: "only-you" }, icon("eye"), "Only visible to you");
    const app = h("span", { class: "app-mark" }, "APP");
    const edited = h("span", { class: "edited" }, "(edited)");
    const who = h("span", { class: "author" }, name);
    const parts = [who, author.app ? app : null, this.#time("time"), edited];
    return [isPrivate ? mark : null, h("div", { class: "head" }, ...parts)];
  }

  #time(className) {
    const seconds = secondsOf(this.message.ts);
    const scene = this.#scene();
    return h(
      "time",
      { class: className, dateTime: machine(seconds), title: whole(seconds, scene) },
      clock(seconds, scene),
    );
  }
}
