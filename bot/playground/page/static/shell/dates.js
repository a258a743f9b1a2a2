// Moments in words, in the zone and the language of the person acted as.

const formats = new Map();

/** Seconds since 1970 of a message's ts. */
export function secondsOf(ts) {
  return Number.parseFloat(ts);
}

/** Such as "10:24". */
export function clock(seconds, { zone, locale }) {
  return written(seconds, zone, locale, { hour: "numeric", minute: "2-digit" });
}

/** Such as "10:24:07.123", for requests. */
export function preciseClock(seconds, { zone }) {
  const options = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  return written(seconds, zone, "en", { ...options, fractionalSecondDigits: 3 });
}

/** Such as "Monday, 23 November 2026 at 10:24:07 SGT". */
export function whole(seconds, { zone, locale }) {
  return written(seconds, zone, locale, { dateStyle: "full", timeStyle: "long" });
}

/** Such as "Today", "Yesterday" or "Friday, 20 November". */
export function day(seconds, scene) {
  const ago = daysBetween(seconds, scene.now() / 1_000, scene);
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  const options = { weekday: "long", day: "numeric", month: "long" };
  return written(seconds, scene.zone, scene.locale, options);
}

/** The calendar day as text that sorts, such as "2026-11-23". */
export function dateOf(seconds, { zone }) {
  return written(seconds, zone, "sv-SE", { dateStyle: "short" });
}

/** For the attribute of a time element. */
export function machine(seconds) {
  return new Date(seconds * 1_000).toISOString();
}

function daysBetween(early, late, scene) {
  const days = (seconds) => Date.parse(dateOf(seconds, scene)) / 86_400_000;
  return days(late) - days(early);
}

function written(seconds, zone, locale, options) {
  const key = `${zone} ${locale} ${JSON.stringify(options)}`;
  if (!formats.has(key)) formats.set(key, made(zone, locale, options));
  return formats.get(key).format(seconds * 1_000);
}

function made(zone, locale, options) {
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  } catch (unknown) {
    // A browser that lacks the zone still shows the time, in its own.
    if (unknown instanceof RangeError) return new Intl.DateTimeFormat("en", options);
    throw unknown;
  }
}
