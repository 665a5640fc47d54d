/** Pictures in messages: as wide as the column, and large with their alt text when opened. */

import { h, iconButton } from "./dom.js";
import { say } from "./notices.js";

export function picture(url, alt, title, surface) {
  if (!url) return h("div", { class: "not-drawn" }, `picture not ready: ${alt}`);
  const open = h(
    "button",
    {
      type: "button",
      class: "picture-open",
      "aria-label": `Open large: ${alt}`,
      onclick: () => enlarge(url, alt, title),
    },
    h("img", { src: url, alt, onerror: (event) => missing(event.target, alt) }),
  );
  return h("figure", { class: `picture picture-${surface.kind}` }, title && h("figcaption", {}, title), open);
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
