// The conversation in the middle: a channel, or the app's own with its tabs.

import { h } from "../dom.js";
import { closedOf, hintOf, opensHome, signOf } from "./channels.js";
import { Composer } from "./composer.js";
import { isReply } from "./desk.js";
import { Home } from "./home.js";
import { icon } from "./icons.js";
import { MessageList } from "./list.js";
import { replySummary } from "./summaries.js";
import { Tabs } from "./tabs.js";
import { examplesLine, shortcutsButton } from "./trying.js";
import { welcome } from "./welcome.js";

export class Conversation {
  #desk;
  #reading;
  #title = h("h2", { class: "view-title", tabIndex: -1 });
  #hint = h("p", { class: "hint", hidden: true });
  #closed = h("p", { class: "read-only", hidden: true });
  #list;
  #composer;
  #examples;
  #home;
  #tabs;
  #shown = null;

  constructor(desk, reading, tools) {
    this.#desk = desk;
    this.#reading = reading;
    this.#list = new MessageList(desk, { inThread: false, read: () => this.#read() });
    this.#composer = new Composer(desk, () => this.#list.expect(), shortcutsButton(desk));
    this.#examples = examplesLine(desk);
    this.#home = new Home(desk);
    this.#build(tools);
    desk.type = (text) => this.#type(text);
    desk.store.on(["message"], (changes) => this.#change(changes));
    desk.store.on(["app", "channel"], () => this.#describe());
  }

  /** Show the channel that the route names. */
  show() {
    const channel = this.#desk.channel();
    if (!channel) return;
    this.#describe();
    const now = `${this.#desk.me.id}/${channel.id}`;
    if (now === this.#shown) return;
    this.#shown = now;
    this.#composer.show({ channel: channel.id }, `Message ${this.#desk.titleOf(channel)}`);
    this.#fill(channel);
    this.#read();
  }

  /** Draw everything anew for another person. */
  forget() {
    this.#shown = null;
  }

  focus() {
    this.#desk.front("conversation");
    this.#title.focus();
  }

  /** Go to the message with this ts, if it is here. */
  focusOn(ts) {
    this.#list.focusOn(ts);
  }

  /** Go where people write. */
  write() {
    this.#desk.front("conversation");
    this.#composer.focus();
  }

  #build(tools) {
    const dock = h("div", { class: "dock" }, this.#examples, this.#composer.element, this.#closed);
    const messages = h("div", { class: "panel" }, this.#list.element, dock);
    this.#tabs = new Tabs(
      "Conversation with the app",
      [
        { id: "messages", label: "Messages", panel: messages },
        { id: "home", label: "Home", panel: this.#home.element },
      ],
      (id) => this.#desk.open({ place: id === "home" ? "home" : null }),
    );
    const head = h("div", { class: "view-head" }, this.#title, tools);
    this.element = h(
      "main",
      { id: "conversation", tabIndex: -1 },
      head,
      this.#tabs.element,
      this.#hint,
      messages,
      this.#home.element,
    );
  }

  #fill(channel) {
    const all = this.#desk.messages(channel.id);
    const roots = all.filter((one) => !isReply(one));
    const label = `Messages in ${this.#desk.titleOf(channel)}`;
    this.#list.reset(roots, label, welcome(this.#desk, channel));
    for (const root of roots) this.#foot(root, all);
  }

  #describe() {
    const channel = this.#desk.channel();
    if (!channel) return;
    const { app } = this.#desk;
    this.#title.replaceChildren(
      icon(signOf(channel)),
      channel.direct ? app.bot.name : channel.name,
    );
    this.#tabs.use(channel.direct);
    this.#tabs.offer("home", app.home);
    this.#tabs.offer("messages", app.messages !== "off");
    this.#select(opensHome(channel, app, this.#desk.route.place));
    this.#say(this.#hint, hintOf(channel, app));
    this.#say(this.#closed, closedOf(channel, app));
    this.#composer.element.hidden = !this.#closed.hidden;
    this.#examples.classList.toggle("is-off", !this.#closed.hidden);
  }

  #select(isHome) {
    this.#tabs.select(isHome ? "home" : "messages");
    this.#home.show(isHome);
  }

  #say(element, sentence) {
    element.hidden = !sentence;
    element.textContent = sentence ?? "";
  }

  #change(changes) {
    const { channel } = this.#desk.route;
    const theirs = changes.filter(({ now, before }) => (now ?? before).channel === channel);
    if (theirs.length === 0 || !this.#shown) return;
    const [replies, roots] = parted(theirs);
    if (roots.length > 0) this.#list.apply(roots);
    const all = this.#desk.messages(channel);
    const threads = new Set(replies.map(({ now, before }) => (now ?? before).thread_ts));
    for (const { ts } of roots.flatMap(({ now }) => now ?? [])) threads.add(ts);
    for (const one of all) if (threads.has(one.ts)) this.#foot(one, all);
    this.#read();
  }

  /** Show anew how many replies a thread has, as some were read. */
  recount(ts) {
    const all = this.#desk.messages(this.#desk.route.channel);
    const root = all.find((one) => one.ts === ts);
    if (root) this.#foot(root, all);
  }

  #foot(root, all) {
    this.#list.foot(root.key, ...replySummary(this.#desk, this.#reading, root, all));
  }

  #read() {
    const { person, channel } = this.#desk.route;
    if (!this.#shown || !this.#list.isRead) return;
    const newest = this.#desk.messages(channel).at(-1)?.ts;
    if (this.#reading.mark(person, newest, channel)) this.#desk.recount();
  }

  #type(text) {
    this.#desk.front("conversation");
    if (this.#composer.element.checkVisibility()) this.#composer.type(text);
    else {
      // Nobody can write here, so it goes where people can.
      addEventListener("hashchange", () => this.#composer.type(text), { once: true });
      this.#desk.open({ channel: this.#desk.firstChannel?.id, place: null });
    }
  }
}

function parted(changes) {
  const isOfThread = ({ now, before }) => isReply(now ?? before);
  return [changes.filter(isOfThread), changes.filter((change) => !isOfThread(change))];
}
