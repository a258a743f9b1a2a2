// Lets a control do what it is for: once at a time, and after a yes where one is needed.

import { opened } from "./links.js";

/**
 * Do the deed that `control` stands for, unless the person says no to it.
 *
 * @param {string|null} href where the control leads besides, if the browser doesn't go there
 * @returns {Promise<boolean>} whether it was done
 */
export async function act(control, scene, { confirm }, deed, href = null) {
  if (control.ariaBusy === "true") return false;
  if (confirm && !(await scene.confirm(confirm))) return false;
  // At once: what opens later than the person's press is held back by the browser.
  if (href) opened(href);
  busy(control, true);
  try {
    await scene.act(deed);
  } finally {
    busy(control, false);
  }
  return true;
}

// Not `disabled`, which would take the keyboard's place away from it.
function busy(control, is) {
  control.ariaDisabled = is ? "true" : null;
  control.ariaBusy = is ? "true" : null;
}
