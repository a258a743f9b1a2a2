// Slack's date templates, as somebody reads them in their zone and their language
// (docs.slack.dev/messaging/formatting-message-text).

import { h } from "../dom.js";
import { visible } from "./foreign.js";
import { address, anchor } from "./links.js";
import { ago, dayOf, format, ordinal } from "./moments.js";

const TOKEN = /\{([^{}]*)\}/g;
// Slack leaves the year out of what is no further away.
const HALF_A_YEAR = 183 * 86_400_000;
const DATE = { month: "long", day: "numeric", year: "numeric" };
const SHORT = { ...DATE, month: "short" };
const LONG = { ...DATE, weekday: "long" };
const TIME = { hour: "numeric", minute: "2-digit" };

const FORMS = {
  date_num: (at) => dayOf(at.moment, at),
  date_slash: (at) => dayOf(at.moment, at).split("-").reverse().join("/"),
  date: (at) => ordinal(at.moment, yearly(DATE, at), at),
  date_short: (at) => format(yearly(SHORT, at), at).format(at.moment),
  date_long: (at) => ordinal(at.moment, yearly(LONG, at), at),
  date_long_full: (at) => format(DATE, at).format(at.moment),
  date_pretty: (at) => near(at) ?? FORMS.date(at),
  date_short_pretty: (at) => near(at) ?? FORMS.date_short(at),
  date_long_pretty: (at) => near(at) ?? FORMS.date_long(at),
  day_divider_pretty: (at) => near(at) ?? FORMS.date_long(at),
  time: (at) => format(TIME, at).format(at.moment),
  time_secs: (at) => format({ ...TIME, second: "2-digit" }, at).format(at.moment),
  ago: (at) => ago(at),
};

// Those that begin as their template says, not as whoever wrote it does.
const BARE = new WeakSet();

/** What was drawn; when a text begins with "today", that is "Today". */
export function begun(drawn) {
  const texts = document.createTreeWalker(drawn, NodeFilter.SHOW_TEXT);
  const first = texts.nextNode();
  if (BARE.has(first?.parentNode)) first.data = first.data[0].toUpperCase() + first.data.slice(1);
  return drawn;
}

/** A moment by its template; what no template says is said by the fallback. */
export function renderDate({ unix, template, url, fallback }, scene) {
  const date = new Date(Number(unix) * 1_000);
  const known = !Number.isNaN(date.getTime()) && isTemplate(template);
  if (!known) return h("span", {}, visible(fallback));
  const at = { moment: date.getTime(), now: scene.now(), zone: scene.zone, locale: scene.locale };
  const title = format({ dateStyle: "full", timeStyle: "long" }, at).format(date);
  const text = visible(template.replace(TOKEN, (_, name) => FORMS[name](at)));
  const time = h("time", { dateTime: date.toISOString(), title }, text);
  if (template.startsWith("{")) BARE.add(time);
  const href = url ? address(url) : null;
  return href ? anchor(href, [time]) : time;
}

function isTemplate(template) {
  const tokens = [...template.matchAll(TOKEN)].map(([, name]) => name);
  return tokens.length > 0 && tokens.every((name) => Object.hasOwn(FORMS, name));
}

function yearly({ year, ...options }, { moment, now }) {
  return Math.abs(moment - now) > HALF_A_YEAR ? { ...options, year } : options;
}

function near(at) {
  const days = (Date.parse(dayOf(at.moment, at)) - Date.parse(dayOf(at.now, at))) / 86_400_000;
  if (!(Math.abs(days) <= 1)) return null;
  return new Intl.RelativeTimeFormat(at.locale, { numeric: "auto" }).format(days, "day");
}
