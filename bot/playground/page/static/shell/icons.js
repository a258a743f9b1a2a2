// Small pictures that say nothing to a screen reader; the words stand beside them.

import { s } from "../dom.js";

const PATHS = {
  lock: "M5 7V5.5a3 3 0 0 1 6 0V7M4 7h8v6H4z",
  hash: "M6.5 3 5.3 13M10.7 3 9.5 13M3.2 6h10M2.8 10h10",
  app: "M3 3h4v4H3zM9 3h4v4H9zM3 9h4v4H3zM9 9h4v4H9z",
  eye: "M1.8 8S4 4 8 4s6.2 4 6.2 4S12 12 8 12 1.8 8 1.8 8zM8 6.4a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2z",
  reply: "M13 10.5V6H4.5M7.5 3 4 6l3.5 3",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  close: "m4 4 8 8M12 4l-8 8",
  down: "M8 3v9m-4-4 4 4 4-4",
  send: "M2.5 13.5 14 8 2.5 2.5l1.5 5L9 8l-5 .5z",
  bulb: "M6 11.5h4M6.6 13.6h2.8M8 2.4a3.8 3.8 0 0 0-2.1 6.9V10h4.2v-.7A3.8 3.8 0 0 0 8 2.4z",
  talk: "M2.5 3.5h11v7.5H8l-3 2.5V11H2.5z",
  spark: "M8.8 2 4 9h3.5l-.6 5L12 7H8.2z",
  file: "M4 2h5l3 3v9H4zM9 2v3h3",
  gauge: "M2.5 12a5.5 5.5 0 1 1 11 0M8 12l2.5-4",
};

/** An icon of 16 by 16, in the colour of the text. */
export function icon(name) {
  return s(
    "svg",
    { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true", focusable: "false" },
    s("path", { d: PATHS[name] }),
  );
}
