// What could be meant by what is being typed.

const COMMAND = /^\/\S*$/;
const TOPIC = /^(\/\S+) +(\S*)$/;
const NAME = /(?:^|\s)@([\w.-]*)$/;
const MOST = 12;

/**
 * @typedef {{text: string, label: string, detail: string}} Offer `text` is what it puts there
 * @returns {{from: number, offers: Offer[], eager: boolean}|null} `from` is where the text
 *     begins that an offer replaces; `eager` whether the first offer is what Enter takes
 */
export function completion(before, app, people) {
  const found = commands(before, app) ?? topics(before, app) ?? names(before, app, people);
  if (!found || found.offers.length === 0) return null;
  const typed = before.slice(found.from);
  const isWhole = found.offers.length === 1 && found.offers[0].text.trim() === typed;
  return isWhole ? null : { ...found, offers: found.offers.slice(0, MOST) };
}

function commands(before, { commands: known }) {
  if (!COMMAND.test(before)) return null;
  const offers = known
    .filter(({ command }) => command.startsWith(before.toLowerCase()))
    .map(({ command, description, usage_hint }) => ({
      text: `${command} `,
      label: [command, usage_hint].filter(Boolean).join(" "),
      detail: description,
    }));
  return { from: 0, offers, eager: !offers.some(({ text }) => text.trim() === before) };
}

function topics(before, { commands: known, topics: words }) {
  const [, command, word] = TOPIC.exec(before) ?? [];
  if (!known.some((each) => each.command === command)) return null;
  const offers = words
    .filter((each) => each.startsWith(word.toLowerCase()))
    .map((each) => ({ text: `${each} `, label: each, detail: "" }));
  const isWhole = words.includes(word);
  return { from: before.length - word.length, offers, eager: word !== "" && !isWhole };
}

function names(before, app, people) {
  const [, word] = NAME.exec(before) ?? [];
  if (word === undefined) return null;
  const offers = people
    .filter((each) => fits(each, word.toLowerCase()))
    .map(({ name, real_name, role }) => ({
      text: `@${name} `,
      label: `@${name}`,
      detail: `${real_name}, ${role}`,
    }));
  return { from: before.length - word.length - 1, offers, eager: true };
}

function fits({ name, real_name }, word) {
  const words = [name, ...real_name.split(" ")];
  return words.some((each) => each.toLowerCase().startsWith(word));
}
