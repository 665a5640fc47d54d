/** Opening conversations: a direct message with somebody, a new channel. */

import { doing } from "./acting.js";
import { toConversation } from "./address.js";
import { h } from "./dom.js";
import { menu } from "./floating.js";
import { avatar } from "./people.js";
import { showWaiting } from "./waiting.js";
import { nameOf, present, world } from "./world.js";

export function newDirect(anchor) {
  const open = (member) =>
    showWaiting(doing("direct", { with: member.id }).then(({ channel }) => toConversation(channel)));
  const others = present().filter((member) => member.id !== world.as);
  menu(
    anchor,
    others.map((member) => ({
      label: nameOf(member.id),
      hint: member.title,
      face: avatar(member, "avatar-small"),
      onchoose: () => open(member),
    })),
    { label: "New direct message" },
  );
}

export function newChannel() {
  const name = h("input", {
    class: "text-input",
    name: "name",
    "aria-label": "Name",
    placeholder: "model-care",
    required: true,
    pattern: "[a-z0-9_\\-]{1,80}",
    title: "Small letters, digits, hyphens and underscores",
  });
  const secret = h("input", { type: "checkbox", id: "new-channel-private" });
  const dialog = h("dialog", {
    class: "confirm",
    "aria-label": "New channel",
    onclose: () => dialog.remove(),
  });
  const make = (event) => {
    event.preventDefault();
    dialog.close();
    showWaiting(
      doing("channel", { name: name.value, private: secret.checked }).then(
        (answer) => answer.channel && toConversation(answer.channel),
      ),
    );
  };
  const cancel = h("button", { type: "button", class: "button", onclick: () => dialog.close() }, "Cancel");
  dialog.append(
    h("h2", {}, "New channel"),
    h(
      "form",
      { onsubmit: make },
      name,
      h("div", { class: "option" }, secret, h("label", { for: "new-channel-private" }, "Private")),
      h("div", { class: "confirm-foot" }, cancel, h("button", { class: "button button-primary" }, "Create")),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
}
