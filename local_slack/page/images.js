/** Pictures in messages: as wide as the column, and large with their alt text when opened. */

import { h, iconButton } from "./dom.js";
import { say } from "./notices.js";

/** The same as max-height in blocks.css. */
const MOST_HIGH_PX = 360;

/** With *size*, `[width, height]` in pixels, its place is kept free until it is there. */
export function picture(url, alt, title, surface, size = []) {
  if (!url) return h("div", { class: "not-drawn" }, `picture not ready: ${alt}`);
  const open = h(
    "button",
    {
      type: "button",
      class: "picture-open",
      "aria-label": `Open large: ${alt}`,
      onclick: () => enlarge(url, alt, title),
    },
    h("img", { src: url, alt, ...drawnAs(size), onerror: (event) => missing(event.target, alt) }),
  );
  return h("figure", { class: `picture picture-${surface.kind}` }, title && h("figcaption", {}, title), open);
}

function drawnAs([width, height]) {
  if (!width || !height) return {};
  const part = Math.min(1, MOST_HIGH_PX / height);
  return { width: Math.round(width * part), height: Math.round(height * part) };
}

function missing(image, alt) {
  image
    .closest("figure")
    ?.replaceChildren(h("div", { class: "not-drawn" }, `picture could not be loaded: ${alt}`));
}

function enlarge(url, alt, title) {
  const dialog = h("dialog", { class: "large", "aria-label": title || alt, onclose: () => dialog.remove() });
  const close = iconButton("close", "Close", () => dialog.close());
  dialog.append(
    h("header", {}, h("strong", {}, title ?? ""), close),
    h("img", { src: url, alt, onerror: () => say("The picture could not be loaded.") }),
    h("p", {}, alt),
  );
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}
