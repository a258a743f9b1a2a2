// What a channel looks like, and what can be done there.

/** The sign that stands before its name. */
export function signOf({ direct, private: isPrivate }) {
  if (direct) return "app";
  return isPrivate ? "lock" : "hash";
}

/** What to know before asking there, null if nothing. */
export function hintOf({ name, bot, direct, archived }, app) {
  if (archived) return `#${name} is archived.`;
  if (bot || direct) return null;
  const command = app.commands[0]?.command ?? "a command";
  return `${app.bot.name} is not in this channel: ${command} works, but it can't post here.`;
}

/** Why nobody can write there, null if people can. */
export function closedOf({ archived, direct }, app) {
  if (archived) return "Nobody can write here any more.";
  if (!direct || app.messages === "on") return null;
  return `${app.bot.name} writes to you here and reads nothing. Ask it in a channel.`;
}

/** Whether the Home tab is what the address asks for, or all there is. */
export function opensHome({ direct }, app, place) {
  return direct && app.home && (place === "home" || app.messages === "off");
}
