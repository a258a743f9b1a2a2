// Emoji by their names in Slack; a name that isn't here stays as it was typed.

export const SHORTCODE = /:([a-z0-9_+'-]{1,50}):/y;

const NAMES = {
  "+1": "👍", "-1": "👎", alarm_clock: "⏰", arrow_down: "⬇️", arrow_forward: "▶️", arrow_right: "➡️",
  arrow_up: "⬆️", bar_chart: "📊", bell: "🔔", beetle: "🐞", bulb: "💡", bug: "🐛", calendar: "📆",
  chart_with_downwards_trend: "📉", chart_with_upwards_trend: "📈", clock1: "🕐", clipboard: "📋",
  cloud: "☁️", computer: "💻", construction: "🚧", desktop_computer: "🖥️", exclamation: "❗",
  eyes: "👀", fire: "🔥", gear: "⚙️", green_circle: "🟢", hammer_and_wrench: "🛠️", heart: "❤️",
  heavy_check_mark: "✔️", heavy_multiplication_x: "✖️", hourglass: "⌛",
  hourglass_flowing_sand: "⏳", information_source: "ℹ️", key: "🔑", large_blue_circle: "🔵",
  link: "🔗", lock: "🔒", mag: "🔍", mailbox: "📫", memo: "📝", mute: "🔇", no_entry: "⛔",
  no_entry_sign: "🚫", ok_hand: "👌", package: "📦", page_facing_up: "📄", paperclip: "📎",
  pushpin: "📌", question: "❓", raised_hands: "🙌", red_circle: "🔴", repeat: "🔁", robot_face: "🤖",
  rocket: "🚀", rotating_light: "🚨", satellite: "🛰️", skull: "💀", slightly_smiling_face: "🙂",
  "skin-tone-2": "🏻", "skin-tone-3": "🏼", "skin-tone-4": "🏽", "skin-tone-5": "🏾", "skin-tone-6": "🏿",
  smile: "😄", sos: "🆘", sparkles: "✨", speech_balloon: "💬", star: "⭐", stopwatch: "⏱️", tada: "🎉",
  thinking_face: "🤔", thumbsdown: "👎", thumbsup: "👍", ticket: "🎫", traffic_light: "🚥",
  unlock: "🔓", wastebasket: "🗑️", wave: "👋", warning: "⚠️", white_check_mark: "✅", wrench: "🔧",
  x: "❌", zap: "⚡", zzz: "💤",
};

/** The emoji of this name, or its name between colons. */
export function emoji(name) {
  return Object.hasOwn(NAMES, name) ? NAMES[name] : `:${name}:`;
}

/** The text with every name of an emoji replaced. */
export function withEmoji(text) {
  return text.replace(new RegExp(SHORTCODE.source, "g"), (_, name) => emoji(name));
}
