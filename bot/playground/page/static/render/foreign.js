// Text of the cloud, of the bot and of people: what in it must not act shows itself.

// They turn the direction of what follows, or of everything around them.
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
// Everything below a blank but tab and line feed, and delete.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
const PICTURES = 0x2400;
const DELETE = 0x7f;

/** The text with its invisible characters made visible. */
export function visible(text) {
  return String(text ?? "")
    .replaceAll("\r\n", "\n")
    .replace(TURNING, (mark) => `[U+${mark.codePointAt(0).toString(16).toUpperCase()}]`)
    .replace(CONTROL, pictured);
}

function pictured(mark) {
  const code = mark.charCodeAt(0);
  return String.fromCharCode(PICTURES + (code === DELETE ? 0x21 : code));
}
