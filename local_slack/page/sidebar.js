/** Left column: the workspace, whom one acts as, channels, direct messages and the app. */

import { aboutButton } from "./about.js";
import { format, go, here } from "./address.js";
import { localTime } from "./dates.js";
import { h, icon, iconButton } from "./dom.js";
import { menu } from "./floating.js";
import { groupLine, newGroup, standing } from "./groups.js";
import { newChannel, newDirect } from "./opening.js";
import { redraw } from "./patching.js";
import { avatar } from "./people.js";
import { isAppTalk, me, nameOf, now, present, titleOf, whoIs, world } from "./world.js";

export function drawSidebar(node) {
  const person = me();
  const time = person && localTime(now(), person.tz);
  const talks = world.conversations.map(({ latest, ...talk }) => ({ ...talk, unread: unreadIn(talk) }));
  const { workspace, app, members, groups, paid, as } = world;
  const known = [workspace, app.name, talks, [...members.values()], groups, paid, as, here(), time];
  redraw(node, JSON.stringify(known), () => [
    h(
      "header",
      { class: "workspace" },
      h("div", {}, h("strong", {}, world.workspace.name), h("span", { class: "hint" }, "local workspace")),
      aboutButton(),
    ),
    person && personSwitch(person, time),
    h("nav", { "aria-label": "Conversations" }, channels(), directs(), apps(), userGroups()),
  ]);
}

function personSwitch(person, time) {
  const label = `Acting as ${nameOf(person.id)}. Change person`;
  const open = (event) => menu(event.currentTarget, present().map(entry), { label: "Act as" });
  return h(
    "button",
    {
      type: "button",
      class: "person",
      "data-field": "person",
      "aria-label": label,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: open,
    },
    avatar(person),
    h(
      "span",
      { class: "menu-words" },
      h("span", { class: "menu-label" }, nameOf(person.id)),
      h("span", { class: "menu-hint" }, `${time} ${city(person)}`),
    ),
    icon("chevron"),
  );
}

const city = (person) => person.tz.split("/").at(-1).replaceAll("_", " ");

function entry(person) {
  const roles = [
    person.title,
    person.is_owner ? "owner" : person.is_admin && "admin",
    person.is_restricted && "guest",
  ]
    .filter(Boolean)
    .join(", ");
  return {
    label: nameOf(person.id),
    hint: `${localTime(now(), person.tz)} ${city(person)} · ${roles}`,
    face: avatar(person),
    checked: String(person.id === world.as),
    onchoose: () => go({ as: person.id }),
  };
}

function section(title, lines, adding) {
  return h(
    "section",
    { "aria-label": title },
    h("div", { class: "nav-title" }, h("h2", {}, title), adding),
    h(
      "ul",
      {},
      lines.map((line) => h("li", {}, line)),
    ),
  );
}

/** What one is looking at is being read. */
const unreadIn = (talk) => (here().channel === talk.id ? 0 : talk.unread);

function line(talk, sign, words) {
  const isHere = here().channel === talk.id;
  const unread = unreadIn(talk);
  const label = unread ? `${words}, ${unread} unread` : words;
  const address = format({ ...here(), channel: talk.id, thread: null, home: null });
  return h(
    "a",
    {
      class: `nav-line ${unread ? "unread" : ""}`,
      href: address,
      "aria-current": isHere ? "page" : null,
      "aria-label": label,
      "data-field": `talk/${talk.id}`,
    },
    sign,
    h("span", { class: "nav-words" }, words),
    unread ? h("span", { class: "count" }, unread) : null,
  );
}

const hash = (talk) =>
  h("span", { class: "nav-sign", "aria-hidden": "true" }, talk.kind === "private" ? icon("lock") : "#");

function channels() {
  const lines = world.conversations
    .filter((talk) => talk.kind !== "dm")
    .map((talk) => line(talk, hash(talk), talk.name));
  return section(
    "Channels",
    lines,
    iconButton("plus", "New channel", (event) => newChannel(event.currentTarget)),
  );
}

function directs() {
  const talks = world.conversations.filter((talk) => talk.kind === "dm" && !isAppTalk(talk));
  return section(
    "Direct messages",
    talks.map((talk) => line(talk, face(talk), titleOf(talk))),
    iconButton("plus", "New direct message", (event) => newDirect(event.currentTarget)),
  );
}

function face(talk) {
  const who = whoIs(talk.with);
  return h("span", { class: `nav-face ${who.away ? "away" : "active"}` }, avatar(who, "avatar-tiny"));
}

/** The app has two tabs; its line leads to Home, and to its messages when some are unread. */
function apps() {
  const talk = world.conversations.find(isAppTalk);
  const isHere = here().home || (talk && here().channel === talk.id);
  const unread = talk?.unread && !isHere ? talk.unread : 0;
  const address = unread ? { channel: talk.id, home: null } : { channel: null, home: true };
  const app = whoIs(world.app.bot_user_id);
  const link = h(
    "a",
    {
      class: `nav-line ${unread ? "unread" : ""}`,
      href: format({ ...here(), thread: null, ...address }),
      "aria-current": isHere ? "page" : null,
      "aria-label": unread ? `${app.name}, ${unread} unread` : app.name,
      "data-field": "app",
    },
    h("span", { class: "nav-face" }, avatar(app, "avatar-tiny")),
    h("span", { class: "nav-words" }, app.name),
    unread ? h("span", { class: "count" }, unread) : null,
  );
  return section("Apps", [link]);
}

/** A plan without user groups shows no place for them. */
function userGroups() {
  if (!world.paid) return null;
  const adding = iconButton("plus", "New user group", newGroup);
  return section("User groups", standing().map(groupLine), adding);
}
