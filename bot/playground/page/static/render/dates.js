// Slack's date templates, as somebody in a zone reads them
// (docs.slack.dev/messaging/formatting-message-text).

import { h } from "../dom.js";
import { anchor, address } from "./links.js";
import { visible } from "./foreign.js";

const TOKEN = /\{([a-z_]{1,30})\}/g;
const HALF_A_YEAR = 183 * 86_400_000;
const ENDINGS = { one: "st", two: "nd", few: "rd", other: "th" };
const ORDINALS = new Intl.PluralRules("en", { type: "ordinal" });
const NEAR = new Map([[0, "today"], [-1, "yesterday"], [1, "tomorrow"]]);
const STEPS = [["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3_600], ["minute", 60]];

const FORMS = {
  date_num: (at) => `${at.year}-${at.mm}-${at.dd}`,
  date_slash: (at) => `${at.dd}/${at.mm}/${at.year}`,
  date: (at) => `${at.month} ${ordinal(at.day)}${at.ofYear}`,
  date_short: (at) => `${at.short} ${at.day}${at.ofYear}`,
  date_long: (at) => `${at.weekday}, ${at.month} ${ordinal(at.day)}${at.ofYear}`,
  date_long_full: (at) => `${at.month} ${at.day}, ${at.year}`,
  date_pretty: (at) => at.near ?? FORMS.date(at),
  date_short_pretty: (at) => at.near ?? FORMS.date_short(at),
  date_long_pretty: (at) => at.near ?? FORMS.date_long(at),
  day_divider_pretty: (at) => at.near ?? FORMS.date_long(at),
  time: (at) => `${at.hour}:${at.minute}`,
  time_secs: (at) => `${at.hour}:${at.minute}:${at.second}`,
  ago: (at) => ago(at.fromNow),
};

/** A moment by its template; what no template says is said by the fallback. */
export function renderDate({ unix, template, url, fallback }, scene) {
  const text = dated(unix, template, scene) ?? visible(fallback);
  const moment = new Date(unix * 1000);
  if (Number.isNaN(moment.getTime())) return h("span", {}, visible(fallback));
  const title = `${moment.toLocaleString(scene.locale, { timeZone: scene.zone })} ${scene.zone}`;
  const time = h("time", { dateTime: moment.toISOString(), title }, text);
  const href = url ? address(url) : null;
  return href ? anchor(href, [time]) : time;
}

function dated(unix, template, scene) {
  const tokens = [...template.matchAll(TOKEN)].map(([, name]) => name);
  if (!tokens.length || !tokens.every((name) => Object.hasOwn(FORMS, name))) return null;
  const at = partsOf(unix * 1000, scene);
  return visible(template.replace(TOKEN, (_, name) => FORMS[name](at)));
}

function partsOf(moment, { zone, now }) {
  const parts = numbers(moment, zone);
  const today = numbers(now(), zone);
  const far = Math.abs(moment - now()) > HALF_A_YEAR;
  return {
    ...parts,
    day: Number(parts.dd),
    ofYear: far ? `, ${parts.year}` : "",
    near: NEAR.get((midnight(parts) - midnight(today)) / 86_400_000),
    fromNow: (moment - now()) / 1000,
  };
}

function numbers(moment, timeZone) {
  const say = (options) => new Intl.DateTimeFormat("en-GB", { timeZone, ...options }).format(moment);
  const [dd, mm, year] = say({ day: "2-digit", month: "2-digit", year: "numeric" }).split("/");
  const [hour, minute, second] = say({ timeStyle: "medium" }).split(":");
  return {
    dd, mm, year, hour, minute, second,
    month: say({ month: "long" }),
    short: new Intl.DateTimeFormat("en-US", { timeZone, month: "short" }).format(moment),
    weekday: say({ weekday: "long" }),
  };
}

function midnight({ year, mm, dd }) {
  return Date.UTC(Number(year), Number(mm) - 1, Number(dd));
}

function ordinal(day) {
  return `${day}${ENDINGS[ORDINALS.select(day)]}`;
}

function ago(seconds) {
  const [unit, size] = STEPS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  return words.format(Math.trunc(seconds / size), unit);
}
