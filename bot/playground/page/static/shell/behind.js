// Behind the scenes: requests, broken rules and the cloud, in one pane.

import { h } from "../dom.js";
import { Cloud } from "./cloud.js";
import { icon } from "./icons.js";
import { Requests } from "./requests.js";
import { Rules } from "./rules.js";
import { Tabs } from "./tabs.js";

/** The pane; `close` is called when the person wants it gone. */
export function behindTheScenes(desk, close) {
  const requests = new Requests(desk);
  const rules = new Rules(desk, (count) => tabs.count("rules", count, "broken"));
  const cloud = new Cloud(desk);
  const tabs = new Tabs("Behind the scenes", [
    { id: "requests", label: "Requests", panel: requests.element },
    { id: "rules", label: "Rules broken", panel: rules.element },
    { id: "cloud", label: "Cloud", panel: cloud.element },
  ]);
  const cross = {
    type: "button",
    class: "tool",
    "aria-label": "Close behind the scenes",
    on: { click: close },
  };
  const head = h(
    "div",
    { class: "view-head" },
    h("h2", { class: "view-title" }, "Behind the scenes"),
    h("button", cross, icon("close")),
  );
  return h(
    "aside",
    { id: "behind", class: "pane", "aria-label": "Behind the scenes" },
    head,
    tabs.element,
    requests.element,
    rules.element,
    cloud.element,
  );
}
