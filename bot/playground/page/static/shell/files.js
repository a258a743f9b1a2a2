// The files of a message: what they are, what is in them, and how to get them.

import { h } from "../dom.js";
import { visible } from "../render/foreign.js";
import { icon } from "./icons.js";

const UNITS = ["bytes", "KB", "MB", "GB"];
const SHOWN_LINES = 12;

/** One figure per file. */
export function fileList(files, person) {
  return files.map((file) => figure(file, address(file, person)));
}

// Such as "61.4 KB".
function sizeOf(bytes) {
  let [size, unit] = [bytes, 0];
  while (size >= 1_000 && unit < UNITS.length - 1) {
    size /= 1_000;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${UNITS[unit]}`;
}

function address({ id }, person) {
  return `/files/${encodeURIComponent(id)}?as=${encodeURIComponent(person)}`;
}

function figure(file, url) {
  const name = visible(file.title || file.name);
  const caption = h(
    "figcaption",
    { class: "file-head" },
    icon("file"),
    h("span", { class: "file-name foreign" }, name),
    h("span", { class: "file-size" }, sizeOf(file.size)),
    h(
      "a",
      { class: "file-link", href: url, download: file.name, "aria-label": `Download ${name}` },
      "Download",
    ),
  );
  return h("figure", { class: "file" }, caption, ...preview(file, name, url));
}

function preview({ type }, name, url) {
  if (type === "image")
    return [h("img", { class: "file-image", src: url, alt: name, loading: "lazy" })];
  if (type === "text") return [textPreview(name, `${url}&preview=1`)];
  return [];
}

function textPreview(name, url) {
  const text = h("pre", {
    class: "file-text is-short",
    tabIndex: 0,
    role: "region",
    "aria-label": `Preview of ${name}`,
  });
  const more = h(
    "button",
    { type: "button", class: "plain", hidden: true, "aria-expanded": "false" },
    "Show more",
  );
  more.addEventListener("click", () => unfold(text, more));
  read(url).then((content) => {
    text.textContent = visible(content);
    more.hidden = content.split("\n").length <= SHOWN_LINES;
  });
  return h("div", { class: "file-preview" }, text, more);
}

async function read(url) {
  try {
    const response = await fetch(url);
    return response.ok ? await response.text() : "There is no preview.";
  } catch (failure) {
    if (failure instanceof TypeError) return "There is no preview: the playground does not answer.";
    throw failure;
  }
}

function unfold(text, more) {
  const short = text.classList.toggle("is-short");
  more.textContent = short ? "Show more" : "Show less";
  more.setAttribute("aria-expanded", String(!short));
}
