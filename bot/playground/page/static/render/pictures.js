// Pictures from elsewhere; the page's policy lets only these be loaded.

import { h } from "../dom.js";
import { visible } from "./foreign.js";
import { address } from "./links.js";
import { placeholder } from "./placeholder.js";

/** A picture, where it comes from an address that may be one. */
export function picture({ image_url: url, slack_file: file, alt_text: alt }, size) {
  const source = address(url ?? file?.url);
  if (!source?.startsWith("https:")) return placeholder("picture", alt);
  const image = { src: source, alt: visible(alt), class: size, loading: "lazy" };
  return h("img", { ...image, referrerPolicy: "no-referrer" });
}
