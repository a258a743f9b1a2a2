// Where people write: messages and commands.

import { h } from "../dom.js";
import { completion } from "./completion.js";
import { History } from "./history.js";
import { icon } from "./icons.js";
import { Suggestions } from "./suggestions.js";

// What Slack takes of a text (docs.slack.dev/reference/methods/chat.postMessage).
const MOST = 40_000;
const history = new History();
const drafts = new Map();

export class Composer {
  #desk;
  #sent;
  #place = null;
  #key = "";
  #under = [];
  #field = h("textarea", {
    rows: 1,
    spellcheck: false,
    autocapitalize: "off",
    enterKeyHint: "send",
    maxLength: MOST,
  });
  #status = h("p", { class: "composer-status" });
  #send = h(
    "button",
    { type: "submit", class: "send", "aria-label": "Send", title: "Send" },
    icon("send"),
  );
  #suggestions = new Suggestions(this.#field, (from, text) => this.#complete(from, text));

  /** @param {() => void} sent called when something is on its way */
  constructor(desk, sent, tools = null) {
    this.#desk = desk;
    this.#sent = sent;
    const box = h(
      "div",
      { class: "composer-box" },
      this.#field,
      h("div", { class: "composer-tools" }, tools, this.#send),
    );
    this.element = h("form", { class: "composer" }, this.#suggestions.element, box, this.#status);
    this.element.addEventListener("submit", (event) => this.#submit(event));
    this.#field.addEventListener("input", () => this.#changed());
    this.#field.addEventListener("keydown", (event) => this.#press(event));
    this.#field.addEventListener("blur", ({ relatedTarget }) => {
      if (!this.#suggestions.has(relatedTarget)) this.#suggestions.show(null);
    });
  }

  /** Write to this place, {channel, thread_ts}; what was typed there before comes back. */
  show(place, label) {
    drafts.set(this.#key, this.#field.value);
    this.#place = place;
    this.#key = [this.#desk.me.id, place.channel, place.thread_ts].join("/");
    this.#field.value = drafts.get(this.#key) ?? "";
    this.#field.placeholder = label;
    this.#field.setAttribute("aria-label", label);
    this.element.setAttribute("aria-label", label);
    this.#suggestions.show(null);
    this.#fit();
    this.#say();
  }

  /** Put a text there for the person to send; what was typed can be brought back. */
  type(text) {
    history.replace(this.#field.value.trim(), text);
    this.#put(text);
  }

  #put(text) {
    this.#field.value = text;
    this.#field.focus();
    this.#field.setSelectionRange(text.length, text.length);
    this.#suggestions.show(null);
    this.#fit();
  }

  focus() {
    this.#field.focus();
  }

  #press(event) {
    if (event.isComposing) return;
    const plain = !(event.shiftKey || event.altKey || event.ctrlKey || event.metaKey);
    if (plain && (this.#suggestions.press(event.key) || this.#recall(event.key)))
      event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.element.requestSubmit();
    }
  }

  #recall(key) {
    if (key !== "ArrowUp" && key !== "ArrowDown") return false;
    const text = history.recall(key, this.#field.value);
    if (text !== null) this.#put(text);
    return text !== null;
  }

  #changed() {
    this.#fit();
    const before = this.#field.value.slice(0, this.#field.selectionStart);
    this.#suggestions.show(completion(before, this.#desk.app, this.#desk.store.of("person")));
  }

  #complete(from, text) {
    const { value, selectionStart } = this.#field;
    const after = value.slice(selectionStart).trimStart();
    this.#field.value = value.slice(0, from) + text + after;
    this.#field.focus();
    this.#field.setSelectionRange(from + text.length, from + text.length);
    this.#changed();
  }

  // A line of its own grows with what is typed, up to what the style sheet allows.
  #fit() {
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight}px`;
  }

  async #submit(event) {
    event.preventDefault();
    const text = this.#field.value.trim();
    if (text === "" || !this.#place) return;
    history.add(text);
    this.#put("");
    await this.#deliver(text, this.#place, this.#key);
  }

  async #deliver(text, place, key) {
    const sending = { text, key };
    this.#under.push(sending);
    this.#say();
    this.#sent();
    const name = text.startsWith("/") ? "command" : "say";
    const { error, lost } = await this.#desk.do(name, { ...place, text });
    this.#under = this.#under.filter((other) => other !== sending);
    this.#say();
    if (error) this.#desk.tell(place, error);
    if (lost) this.#giveBack(text, key);
  }

  // Nobody has to type again what got nowhere.
  #giveBack(text, key) {
    const isHere = key === this.#key;
    if (isHere && this.#field.value === "") this.#field.value = text;
    else if (!isHere && !drafts.get(key)) drafts.set(key, text);
  }

  #say() {
    const mine = this.#under.filter(({ key }) => key === this.#key);
    this.element.setAttribute("aria-busy", String(mine.length > 0));
    this.#status.textContent = mine.length > 0 ? `Sending ${mine.at(-1).text}…` : "";
  }
}
