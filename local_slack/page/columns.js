/** Which columns show what, by the address in the URL. */

import { doing } from "./acting.js";
import { go, toConversation, toHome } from "./address.js";
import { h, icon, iconButton } from "./dom.js";
import { Home } from "./home.js";
import { redraw } from "./patching.js";
import { Talk } from "./talk.js";
import { Timeline } from "./timeline.js";
import { showWaiting } from "./waiting.js";
import { conversation, isAppTalk, titleOf, world } from "./world.js";

export const shown = { talk: null, thread: null, home: null, timeline: null };

/** Draws the middle column anew if it is about something else than before. */
export function drawMain(node, place) {
  const talk = conversation(place.channel);
  const key = [world.as, place.home ? "home" : place.channel, talk?.is_member, talk?.is_archived].join("/");
  if (node.dataset.key === key) return drawHead(node, place);
  node.dataset.key = key;
  shown.home = place.home ? new Home() : null;
  shown.talk =
    talk && !place.home ? new Talk({ channel: talk.id, name: spoken(talk), closed: closed(talk) }) : null;
  node.replaceChildren(
    h("header", { class: "main-head" }),
    (shown.home ?? shown.talk)?.node ?? h("p", { class: "empty" }, "Choose a conversation."),
  );
  return drawHead(node, place);
}

/** What stands instead of the composer where one cannot write. */
function closed(talk) {
  if (talk.is_archived)
    return h("p", { class: "hint closed" }, "This channel is archived: it can be read, not written to.");
  if (isAppTalk(talk) && !world.app.reads_messages)
    return h("p", { class: "hint closed" }, "Sending messages to this app has been turned off.");
  if (talk.kind === "dm" || talk.is_member !== false) return null;
  const join = () => showWaiting(doing("invite", { channel: talk.id, user: world.as }));
  return h(
    "p",
    { class: "closed join" },
    `You are looking at #${talk.name}. `,
    h("button", { type: "button", class: "button button-primary", onclick: join }, "Join channel"),
  );
}

const spoken = (talk) => (talk.kind === "dm" ? titleOf(talk) : `#${talk.name}`);

function drawHead(node, place) {
  const talk = conversation(place.channel);
  const isApp = place.home || isAppTalk(talk);
  const back = iconButton("back", "Back to the list", () => go({ channel: null, home: null, thread: null }), {
    class: "icon-button narrow-only",
  });
  const title = h("h1", {}, isApp ? world.app.name : talk ? sign(talk, titleOf(talk)) : "");
  const timeline = iconButton(
    "code",
    "Timeline for developers",
    () => go({ timeline: place.timeline ? null : true, thread: null }),
    { "aria-pressed": String(Boolean(place.timeline)) },
  );
  const known = [place, talk?.name, world.channels.get(talk?.id), world.app.name, world.as];
  redraw(node.querySelector(".main-head"), JSON.stringify(known), () => [
    back,
    h("div", { class: "main-title" }, title, isApp ? tabs(place) : about(talk)),
    h("div", { class: "main-tools" }, !isApp && invitation(talk), timeline),
  ]);
  document.title = `${title.textContent} · ${world.workspace.name}`;
}

const sign = (talk, words) => [
  talk.kind === "private" ? icon("lock") : talk.kind === "channel" ? "#\u2009" : "",
  words,
];

function about(talk) {
  const channel = talk && world.channels.get(talk.id);
  if (!channel) return null;
  const count = channel.members.length;
  return h(
    "span",
    { class: "hint topic" },
    [`${count} ${count === 1 ? "member" : "members"}`, channel.topic].filter(Boolean).join(" · "),
  );
}

function invitation(talk) {
  const channel = talk && world.channels.get(talk.id);
  if (!channel || channel.bot_is_member || channel.is_archived) return null;
  const invite = () => showWaiting(doing("invite", { channel: channel.id, user: "app" }));
  return h(
    "button",
    { type: "button", class: "button button-small", onclick: invite },
    `Add ${world.app.name}`,
  );
}

function tabs(place) {
  const messages = () =>
    showWaiting(doing("direct", { with: "app" }).then(({ channel }) => toConversation(channel)));
  const tab = (words, chosen, onclick) =>
    h("button", { type: "button", class: "tab", "aria-current": chosen ? "page" : null, onclick }, words);
  return h("div", { class: "tabs" }, tab("Home", place.home, toHome), tab("Messages", !place.home, messages));
}

/** The right column: a thread, or the timeline, or nothing. */
export function drawSide(node, place) {
  const kind = place.timeline
    ? "timeline"
    : place.thread
      ? `${world.as}/${place.channel}/${place.thread}`
      : "";
  node.hidden = !kind;
  if (node.dataset.key === kind) return;
  node.dataset.key = kind;
  shown.timeline = place.timeline ? new Timeline() : null;
  const talk = conversation(place.channel);
  shown.thread =
    !place.timeline && place.thread && talk
      ? new Talk({ channel: talk.id, thread: place.thread, name: titleOf(talk) })
      : null;
  node.replaceChildren(
    ...(shown.timeline ? [shown.timeline.node] : shown.thread ? [threadHead(talk), shown.thread.node] : []),
  );
}

function threadHead(talk) {
  const close = () => go({ thread: null });
  const back = iconButton("back", "Back", close, { class: "icon-button narrow-only" });
  return h(
    "header",
    { class: "side-head" },
    back,
    h("h2", {}, "Thread"),
    h("span", { class: "hint" }, talk.kind === "dm" ? titleOf(talk) : `#${talk.name}`),
    iconButton("close", "Close thread", close),
  );
}
