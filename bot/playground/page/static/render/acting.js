// Lets a control do what it is for: once at a time, and after a yes where one is needed.

/** Do the deed that `control` stands for, while nothing of it can be pressed. */
export async function act(control, scene, { confirm }, deed) {
  if (confirm && !(await scene.confirm(confirm))) return;
  control.disabled = true;
  control.setAttribute("aria-busy", "true");
  try {
    await scene.act(deed);
  } finally {
    control.disabled = false;
    control.removeAttribute("aria-busy");
  }
}
