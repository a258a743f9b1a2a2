// What a screen reader says by itself: news shortly and when it is quiet, errors at once.

import { h } from "../dom.js";

const LONGEST = 180;
const PAUSE = 150;

const polite = h("p", { role: "status", class: "unseen" });
const assertive = h("p", { role: "alert", class: "unseen" });
let waiting = [];

/** The two live regions, to be put into the page once. */
export function liveRegions() {
  return [polite, assertive];
}

/** Say it when nothing else is being said; what comes at the same time is said together. */
export function announce(sentence) {
  if (waiting.length === 0) setTimeout(sayWaiting, PAUSE);
  waiting.push(short(sentence));
}

/** Say it at once: something went wrong. */
export function warn(sentence) {
  assertive.replaceChildren();
  setTimeout(() => assertive.replaceChildren(short(sentence)), PAUSE);
}

/** The beginning of a text, on one line. */
export function short(text) {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

function sayWaiting() {
  polite.replaceChildren(waiting.join(" "));
  waiting = [];
}
