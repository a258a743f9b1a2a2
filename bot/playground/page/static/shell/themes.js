// Light, dark, or as the system has it.

import { h } from "../dom.js";

const KEPT = "runwatch.theme";
const THEMES = { system: "System", light: "Light", dark: "Dark" };

/** Put on the theme that was chosen before. */
export function wear(theme = localStorage.getItem(KEPT)) {
  document.documentElement.dataset.theme = theme in THEMES ? theme : "system";
}

/** A select that changes the theme and keeps it. */
export function themeSelect() {
  const select = h(
    "select",
    { "aria-label": "Theme", class: "quiet-select", on: { change: choose } },
    ...Object.entries(THEMES).map(([value, label]) => h("option", { value }, label)),
  );
  select.value = document.documentElement.dataset.theme;
  return select;
}

function choose({ target }) {
  localStorage.setItem(KEPT, target.value);
  wear(target.value);
}
