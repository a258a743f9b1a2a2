// Text of the cloud, of the bot and of people: what in it must not act shows itself.

// docs.slack.dev/reference/methods/chat.postMessage; browsers need minutes to lay out a
// single line of more.
const MOST = 40_000;
const NOTE = 40;
// They turn the direction of what follows, or of everything around them.
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
// They have no picture of their own in Unicode.
const UNPICTURED = /[\u0080-\u009f]/g;
// Everything below a blank but tab and line feed, and delete.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
const PICTURES = 0x2400;
const DELETE = 0x7f;

/** As much of the text as Slack shows of a message; what is left out is counted. */
export function bounded(text) {
  if (text.length <= MOST) return text;
  const kept = MOST - NOTE;
  return `${text.slice(0, kept)}… [${(text.length - kept).toLocaleString("en")} more characters]`;
}

/** The text with its invisible characters made visible. */
export function visible(text) {
  return bounded(String(text ?? ""))
    .replaceAll("\r\n", "\n")
    .replace(TURNING, named)
    .replace(UNPICTURED, named)
    .replace(CONTROL, pictured);
}

function named(mark) {
  const code = mark.codePointAt(0).toString(16).toUpperCase();
  return `[U+${code.padStart(4, "0")}]`;
}

function pictured(mark) {
  const code = mark.charCodeAt(0);
  return String.fromCharCode(PICTURES + (code === DELETE ? 0x21 : code));
}
