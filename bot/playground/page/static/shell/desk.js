// What every part of the page works with: who acts, where, and what they can do.

import { post } from "./deeds.js";
import { go } from "./routes.js";

const SLACKBOT = { id: "USLACKBOT", name: "Slackbot", app: true };
const NO_APP = {
  team: "Runwatch Playground",
  bot: { id: "", name: "runwatch" },
  commands: [],
  shortcuts: [],
  home: false,
  messages: "on",
  examples: [],
  topics: [],
};

export class Desk {
  /** @type {import("./routes.js").Route} */
  route = { person: null, channel: null, place: null };
  /** Brings a part of the page to the front: "conversation", "thread", … */
  front = () => {};
  /** Counts anew what is unread, and the replies of a thread if it is named. */
  recount = () => {};
  /** Puts a text into the composer of the open channel, for the person to send. */
  type = () => {};
  #store;
  #notes = 0;

  constructor(store) {
    this.#store = store;
  }

  get store() {
    return this.#store;
  }

  /** The app; before the feed has told of it, one that offers nothing. */
  get app() {
    return this.#store.get("app") ?? NO_APP;
  }

  /** The person acted as. */
  get me() {
    const id = this.route.person;
    const nobody = { id, name: id ?? "", real_name: id ?? "", tz: "UTC", locale: "en-US" };
    return this.person(id) ?? nobody;
  }

  person(id) {
    return this.#store.get(`person/${id}`);
  }

  channel(id = this.route.channel) {
    return this.#store.get(`channel/${id}`);
  }

  /** What people call a channel. */
  titleOf({ direct, name }) {
    return direct ? this.app.bot.name : `#${name}`;
  }

  /** The first channel where the app answers. */
  get firstChannel() {
    const channels = this.#store.of("channel").filter(({ direct }) => !direct);
    return channels.find(({ bot, archived }) => bot && !archived) ?? channels[0];
  }

  /** The messages of a channel, replies too, in the order of ts. */
  messages(channel) {
    const there = this.#store.of("message").filter((one) => one.channel === channel);
    return there.sort((one, other) => inOrder(one, other));
  }

  /** Go somewhere; what is not named stays as it is. */
  open(change, options) {
    go({ ...this.route, ...change }, options);
  }

  /** Do something as this person; what comes back has `error`, null or a sentence. */
  do(name, body = {}) {
    return post(name, { ...body, as: this.route.person });
  }

  /** Show a sentence as Slackbot would, to this person alone and only on this page. */
  tell({ channel, thread_ts = null }, sentence) {
    const latest = this.messages(channel).at(-1)?.ts ?? "";
    const now = `${Math.floor(Date.now() / 1_000)}.000000`;
    this.#notes += 1;
    this.#store.keep({
      key: `note/${this.#notes}`,
      kind: "message",
      channel,
      // Right after what is there, and before everything that is still to come.
      ts: `${now > latest ? now : latest}5`,
      thread_ts,
      author: SLACKBOT,
      text: sentence,
      note: true,
      private: true,
    });
  }

  /** Take such sentences away again: this one, or all. */
  dismiss(key = null) {
    const notes = this.#store.of("message").filter(({ note }) => note);
    this.#store.apply({ gone: key ? [key] : notes.map((one) => one.key) });
  }
}

/** Compares messages by their place in time. */
export function inOrder(one, other) {
  if (one.ts === other.ts) return one.key < other.key ? -1 : 1;
  return one.ts < other.ts ? -1 : 1;
}

/** Whether it stands in a thread and not in its channel. */
export function isReply({ ts, thread_ts }) {
  return Boolean(thread_ts) && thread_ts !== ts;
}
