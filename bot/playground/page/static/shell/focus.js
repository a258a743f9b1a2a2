// Keeps the keyboard's place when something is drawn anew.

const INSIDE = "button, input, select, textarea, a[href], summary, [tabindex]";

/**
 * Remember what has the focus inside an element; the function that comes back gives the
 * focus to its successor there, else to `otherwise`. It does nothing when the focus was
 * outside, or has gone elsewhere since.
 */
export function rememberFocus(element, otherwise = element) {
  const focused = document.activeElement ?? document.body;
  if (!element.contains(focused) || focused === otherwise) return () => {};
  const name = nameOf(focused);
  return () => {
    const lost = document.activeElement === document.body || !document.activeElement;
    if (!lost) return;
    const same = focused.isConnected ? focused : null;
    (same ?? successor(element, name) ?? otherwise).focus({ preventScroll: true });
  };
}

function successor(element, name) {
  const all = [...element.querySelectorAll(INSIDE)].filter((one) => !one.disabled);
  const like = (...keys) =>
    all.find((one) => {
      const other = nameOf(one);
      return keys.every((key) => name[key] && other[key] === name[key]);
    });
  return (
    like("block", "action", "value") ?? like("action", "label") ?? like("action") ?? like("id")
  );
}

function nameOf(control) {
  const block = control.closest("[data-block-id]")?.dataset.blockId;
  const action = control.closest("[data-action-id]")?.dataset.actionId;
  const label = control.getAttribute("aria-label") ?? control.textContent;
  return { block, action, value: control.value || label, label, id: control.id };
}
