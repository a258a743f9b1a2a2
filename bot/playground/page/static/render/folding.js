// Long texts are folded until somebody wants to read on.

import { h } from "../dom.js";

const MOST = 700;

/** The text, folded if it is long and nobody asked for all of it. */
export function folded(drawn, text, expand = false) {
  if (expand || (text?.length ?? 0) <= MOST) return drawn;
  const button = h("button", { type: "button", class: "plain", "aria-expanded": "false" });
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") === "false"));
  const show = (all) => {
    drawn.classList.toggle("is-folded", !all);
    button.setAttribute("aria-expanded", String(all));
    button.textContent = all ? "See less" : "See more";
  };
  // What the keyboard reaches must be seen.
  drawn.addEventListener("focusin", () => show(true));
  show(false);
  return h("div", {}, drawn, button);
}
