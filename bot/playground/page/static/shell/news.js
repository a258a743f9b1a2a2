// Tells a screen reader of what is new: what the bot wrote where the person is, and that
// there is something elsewhere.

import { announce, short, warn } from "./announce.js";
import { nameOf } from "./avatars.js";

/** Announce what comes from now on. */
export function tellNews(desk) {
  desk.store.on(["message"], (changes, { reset }) => {
    if (reset) return;
    for (const { now, before } of changes) if (now && now.text !== before?.text) tell(desk, now);
  });
}

function tell(desk, message) {
  const { author, channel, private: isPrivate, text, note } = message;
  if (author.id === desk.me.id) return;
  if (channel !== desk.route.channel)
    announce(`New message in ${desk.titleOf(desk.channel(channel) ?? { name: channel })}`);
  else if (note) warn(text);
  else announce(`${nameOf(desk, author)}${isPrivate ? ", only to you" : ""}: ${short(text)}`);
}
