// The side bar: the workspace, the person acted as, the channels and what is unread there.

import { h } from "../dom.js";
import { avatar } from "./avatars.js";
import { signOf } from "./channels.js";
import { icon } from "./icons.js";
import { themeSelect } from "./themes.js";

export class Sidebar {
  #desk;
  #reading;
  #team = h("p", { class: "team" });
  #face = h("span");
  #select = h("select", { id: "person" });
  #channels = h("ul", { "aria-label": "Channels" });
  #apps = h("ul", { "aria-label": "Apps" });
  #drawn = "";

  constructor(desk, reading) {
    this.#desk = desk;
    this.#reading = reading;
    this.#select.addEventListener("change", () => this.#become(this.#select.value));
    this.element = h(
      "nav",
      { class: "side", "aria-label": "Workspace" },
      h("div", { class: "side-head" }, this.#team, this.#actor()),
      h(
        "div",
        { class: "side-rows" },
        h("h2", {}, "Channels"),
        this.#channels,
        h("h2", {}, "Apps"),
        this.#apps,
      ),
      h(
        "div",
        { class: "side-foot" },
        h("span", { "aria-hidden": "true" }, "Theme"),
        themeSelect(),
      ),
    );
    desk.store.on(["app", "person"], () => this.#people());
    desk.store.on(["app", "channel", "message"], () => this.show());
  }

  /** Draw the rows anew if they changed; says how much is unread in all. */
  show() {
    const rows = this.#desk.store.of("channel").map((channel) => this.#row(channel));
    const drawn = JSON.stringify([rows, this.#desk.route]);
    if (drawn !== this.#drawn) this.#draw(rows);
    this.#drawn = drawn;
    this.#select.value = this.#desk.me.id;
    this.#face.replaceChildren(avatar(this.#desk.me.id, this.#desk.me.real_name, false));
    return rows.reduce((sum, { count }) => sum + count, 0);
  }

  #actor() {
    const label = h("label", { for: "person" }, "You act as");
    return h(
      "div",
      { class: "actor" },
      this.#face,
      h("div", { class: "actor-choice" }, label, this.#select),
    );
  }

  #people() {
    this.#team.textContent = this.#desk.app.team;
    const people = this.#desk.store.of("person").filter(({ role }) => role !== "app");
    this.#select.replaceChildren(
      ...people.map(({ id, real_name, role }) =>
        h("option", { value: id }, `${real_name} · ${role}`),
      ),
    );
    this.#select.value = this.#desk.me.id;
  }

  #become(person) {
    this.#desk.open({ person, place: null });
  }

  #row(channel) {
    const { person } = this.#desk.route;
    const messages = this.#desk.messages(channel.id);
    const count = this.#reading.unread(person, messages, channel.id).length;
    return { channel, count };
  }

  #draw(rows) {
    const at = document.activeElement?.dataset?.channel;
    const elements = rows.map((row) => [row.channel.direct, this.#entry(row)]);
    this.#channels.replaceChildren(...elements.flatMap(([direct, row]) => (direct ? [] : row)));
    this.#apps.replaceChildren(...elements.flatMap(([direct, row]) => (direct ? row : [])));
    if (at) this.element.querySelector(`[data-channel="${CSS.escape(at)}"]`)?.focus();
  }

  #entry({ channel, count }) {
    const { person, channel: open } = this.#desk.route;
    const name = channel.direct ? this.#desk.app.bot.name : channel.name;
    const unread = h(
      "span",
      { class: "badge" },
      count > 99 ? "99+" : String(count),
      h("span", { class: "unseen" }, " unread"),
    );
    const link = h(
      "a",
      {
        href: `#${person}/${channel.id}`,
        class: count > 0 ? "row is-unread" : "row",
        "aria-current": channel.id === open ? "page" : null,
        data: { channel: channel.id },
        on: { click: () => this.#desk.front("conversation") },
      },
      icon(signOf(channel)),
      h("span", { class: "row-name" }, name),
      channel.private && !channel.direct ? h("span", { class: "unseen" }, " (private)") : null,
      count > 0 ? unread : null,
    );
    return h("li", {}, link);
  }
}
