// Moments in words, in the zone and the language of the person acted as.

import { dayOf, format } from "../render/moments.js";

/** Seconds since 1970 of a message's ts. */
export function secondsOf(ts) {
  return Number.parseFloat(ts);
}

/** Such as "10:24". */
export function clock(seconds, at) {
  return format({ hour: "numeric", minute: "2-digit" }, at).format(seconds * 1_000);
}

/** Such as "10:24:07.123", for requests. */
export function preciseClock(seconds, { zone }) {
  const options = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  const here = { zone, locale: "en" };
  return format({ ...options, fractionalSecondDigits: 3 }, here).format(seconds * 1_000);
}

/** Such as "Monday, 23 November 2026 at 10:24:07 SGT". */
export function whole(seconds, at) {
  return format({ dateStyle: "full", timeStyle: "long" }, at).format(seconds * 1_000);
}

/** Such as "Today", "Yesterday" or "Friday, 20 November". */
export function day(seconds, scene) {
  const ago = daysBetween(seconds, scene.now() / 1_000, scene);
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  const options = { weekday: "long", day: "numeric", month: "long" };
  return format(options, scene).format(seconds * 1_000);
}

/** The calendar day as text that sorts, such as "2026-11-23". */
export function dateOf(seconds, at) {
  return dayOf(seconds * 1_000, at);
}

/** For the attribute of a time element. */
export function machine(seconds) {
  return new Date(seconds * 1_000).toISOString();
}

function daysBetween(early, late, scene) {
  const days = (seconds) => Date.parse(dateOf(seconds, scene)) / 86_400_000;
  return days(late) - days(early);
}
