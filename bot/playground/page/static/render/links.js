// What may be a link, and how one looks.

import { h } from "../dom.js";
import { visible } from "./foreign.js";

const ALLOWED = new Set(["http:", "https:", "mailto:"]);

/** The address as a link may have it, null for what is no address or does something. */
export function address(url) {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed && ALLOWED.has(parsed.protocol) ? parsed.href : null;
}

/** A link that opens elsewhere; where it may not be one, its text and what it was. */
export function link(url, ...label) {
  const href = address(url);
  if (href) return anchor(href, label.length ? label : [visible(url.replace(/^mailto:/, ""))]);
  return h("span", {}, ...label, label.length ? ` (${visible(url)})` : visible(url));
}

/** Open an address that is known to be one, as a link would. */
export function opened(href) {
  window.open(href, "_blank", "noopener,noreferrer");
}

/** A link that is known to be one. */
export function anchor(href, label, more = {}) {
  return h("a", { href, target: "_blank", rel: "noopener noreferrer", ...more }, ...label);
}
