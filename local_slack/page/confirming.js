/** "Are you sure?": the confirm object of a button or a select, and small questions of the page itself. */

import { h } from "./dom.js";
import { textObject, wordsOf } from "./mrkdwn.js";

export function confirmed(confirm, reader) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const dialog = draw(confirm, reader);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function draw(confirm, reader) {
  const yes = confirm.style === "danger" ? "button-danger" : "button-primary";
  return h(
    "dialog",
    { class: "confirm", "aria-label": wordsOf(confirm.title) },
    h("h2", {}, wordsOf(confirm.title)),
    h("div", { class: "mrkdwn" }, textObject(confirm.text, reader)),
    h(
      "form",
      { method: "dialog", class: "confirm-foot" },
      h("button", { class: "button", value: "no" }, confirm.deny ? wordsOf(confirm.deny) : "Cancel"),
      h(
        "button",
        { class: `button ${yes}`, value: "yes", autofocus: true },
        confirm.confirm ? wordsOf(confirm.confirm) : "Yes",
      ),
    ),
  );
}
