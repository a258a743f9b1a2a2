// What stands around the page: links past its parts, and word of a lost line.

import { h } from "../dom.js";
import { warn } from "./announce.js";

const LOST = "The playground has stopped. Start it again with make demo.";

/** Links that a keyboard reaches first. */
export function skipLinks(conversation) {
  return [
    skip("Skip to the conversation", () => conversation.focus()),
    skip("Skip to writing", () => conversation.write()),
  ];
}

/** A banner that tells, while the line to the playground is lost. */
export function lostBanner() {
  const element = h("p", { class: "lost", hidden: true }, LOST);
  const show = (lost) => {
    if (lost && element.hidden) warn(LOST);
    element.hidden = !lost;
  };
  return { element, show };
}

function skip(label, act) {
  return h("button", { type: "button", class: "skip", on: { click: act } }, label);
}
