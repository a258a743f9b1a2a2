// Moments and spans of time in words. Making a formatter is slow, so each is made once.

const FORMATS = new Map();
const ENDINGS = { one: "st", two: "nd", few: "rd", other: "th" };
const ORDINALS = new Intl.PluralRules("en", { type: "ordinal" });
const STEPS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** The formatter of a zone and a language. */
export function format(options, { zone, locale }) {
  const key = `${zone} ${locale} ${JSON.stringify(options)}`;
  if (!FORMATS.has(key)) FORMATS.set(key, made(options, zone, locale));
  return FORMATS.get(key);
}

/** The day, such as "2026-11-23". */
export function dayOf(moment, { zone }) {
  return format({ dateStyle: "short" }, { zone, locale: "sv-SE" }).format(moment);
}

/** With the day as people say it, such as "November 23rd", where the language has that. */
export function ordinal(moment, options, at) {
  const parts = format(options, at).formatToParts(moment);
  const said = ({ type, value }) =>
    type === "day" && at.locale.startsWith("en") ? counted(Number(value)) : value;
  return parts.map(said).join("");
}

/** Such as "5 minutes ago". */
export function ago({ moment, now, locale }) {
  const seconds = (moment - now) / 1_000;
  const [unit, size] = STEPS.find((step) => Math.abs(seconds) >= step[1]) ?? STEPS.at(-1);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return words.format(Math.trunc(seconds / size), unit);
}

function counted(day) {
  return `${day}${ENDINGS[ORDINALS.select(day)]}`;
}

function made(options, timeZone, locale) {
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone });
  } catch (unknown) {
    // A browser that lacks the zone still shows the time, in its own.
    if (unknown instanceof RangeError) return new Intl.DateTimeFormat(locale, options);
    throw unknown;
  }
}
