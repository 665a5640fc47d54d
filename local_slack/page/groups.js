/** User groups in the sidebar: who is in each, and who comes and goes. */

import { doing } from "./acting.js";
import { h } from "./dom.js";
import { menu } from "./floating.js";
import { avatar } from "./people.js";
import { showWaiting } from "./waiting.js";
import { nameOf, present, world } from "./world.js";

export const standing = () => world.groups.filter((group) => !group.disabled);

/** "@kaizen-facilitator", with its members as its hint; choosing a person lets them in or out. */
export function groupLine(group) {
  const names = group.users.map(nameOf).join(", ") || "nobody yet";
  return h(
    "button",
    {
      type: "button",
      class: "nav-line nav-group",
      title: names,
      "aria-label": `User group @${group.handle}: ${names}`,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "data-field": `group/${group.id}`,
      onclick: (event) => openMembers(event.currentTarget, group),
    },
    h("span", { class: "nav-sign", "aria-hidden": "true" }, "@"),
    h("span", { class: "nav-words" }, group.handle),
    h("span", { class: "hint", "aria-hidden": "true" }, group.users.length),
  );
}

const fit = (member) => !member.is_restricted;

function openMembers(anchor, group) {
  const people = present().filter(fit);
  menu(
    anchor,
    [{ title: group.name }, ...people.map((member) => memberEntry(group, member))],
    { label: `Members of @${group.handle}` },
  );
}

function memberEntry(group, member) {
  const isIn = group.users.includes(member.id);
  const users = isIn ? group.users.filter((id) => id !== member.id) : [...group.users, member.id];
  return {
    label: nameOf(member.id),
    hint: isIn ? "in the group" : "",
    face: avatar(member, "avatar-small"),
    checked: String(isIn),
    many: true,
    onchoose: () => showWaiting(doing("group", { id: group.id, users })),
  };
}

/** A new group begins with whoever makes it, for Slack has no empty ones. */
export function newGroup() {
  const handle = h("input", {
    class: "text-input",
    name: "handle",
    "aria-label": "Handle",
    placeholder: "kaizen-facilitator",
    required: true,
    pattern: "@?[a-z0-9][a-z0-9._\\-]{0,79}",
    title: "Small letters, digits, dots, hyphens and underscores",
  });
  const dialog = h("dialog", {
    class: "confirm",
    "aria-label": "New user group",
    onclose: () => dialog.remove(),
  });
  const make = (event) => {
    event.preventDefault();
    dialog.close();
    showWaiting(doing("group", { handle: handle.value }));
  };
  const cancel = h("button", { type: "button", class: "button", onclick: () => dialog.close() }, "Cancel");
  dialog.append(
    h("h2", {}, "New user group"),
    h(
      "form",
      { onsubmit: make },
      handle,
      h("p", { class: "hint" }, "You are its first member."),
      h("div", { class: "confirm-foot" }, cancel, h("button", { class: "button button-primary" }, "Create")),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
}
