/** One message: face, name, time, what it says, reactions, thread, and what one can do with it. */

import { doing } from "./acting.js";
import { toThread } from "./address.js";
import { drawBlock } from "./blocks.js";
import { clockTime, full, lastReply } from "./dates.js";
import { h, icon, iconButton } from "./dom.js";
import { menu } from "./floating.js";
import { picture } from "./images.js";
import { mrkdwn } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { pickReaction, reactions } from "./reactions.js";
import { messageSurface } from "./surfaces.js";
import { reader, whoIs, world } from "./world.js";
import { showWaiting } from "./waiting.js";

export const keyOf = (message) => message.ephemeral_id ?? message.ts;

/** Drawn small, without face and name, when it follows its author's last message closely. */
export function drawMessage({ message, channel, small, thread }) {
  const who = author(message);
  const epoch = Number(message.ts);
  const time = h(
    "time",
    { class: "when", datetime: new Date(epoch * 1000).toISOString(), title: full(epoch, reader()) },
    clockTime(epoch, reader()),
  );
  const classes = ["message", small && "message-small", message.ephemeral && "message-private"]
    .filter(Boolean)
    .join(" ");
  return h(
    "article",
    {
      class: classes,
      "aria-label": `${who.real_name}, ${clockTime(epoch, reader())}`,
      "data-ts": message.ts,
    },
    h("div", { class: "gutter" }, small ? time : avatar(who)),
    h(
      "div",
      { class: "message-body" },
      message.ephemeral && onlyYou(),
      !small && head(who, message, time),
      content(message, channel),
      reactions(message, channel),
      !thread && summary(message, channel),
    ),
    !message.ephemeral && toolbar(message, channel, thread),
  );
}

export function author(message) {
  const who = whoIs(message.user ?? message.bot_id ?? world.app.bot_user_id);
  if (!message.bot) return who;
  const name = message.username || who.real_name || world.app.name;
  return { ...who, real_name: name, colour: who.colour ?? "#1264a3", is_app: true };
}

function head(who, message, time) {
  return h(
    "div",
    { class: "message-head" },
    h("span", { class: "author" }, who.real_name),
    message.bot && h("span", { class: "badge" }, "APP"),
    time,
  );
}

const onlyYou = () => h("div", { class: "only-you" }, "Only visible to you");

function content(message, channel) {
  const surface = messageSurface(channel, message);
  const blocks = message.blocks ?? [];
  if (message.subtype && !message.bot && !blocks.length)
    return h("div", { class: "mrkdwn told" }, mrkdwn(message.text, reader()));
  const said = blocks.length
    ? blocks.map((block) => drawBlock(block, surface))
    : message.text && h("div", { class: "mrkdwn" }, mrkdwn(message.text, reader()));
  return [
    said,
    (message.attachments ?? []).map((one) => attachment(one, surface)),
    (message.files ?? []).map((file) => attachedFile(file, surface)),
    message.edited && h("span", { class: "edited" }, "(edited)"),
  ];
}

/** Attachments are Slack's older way; their bar, title, text and blocks are drawn. */
function attachment({ color, title, text, fallback, blocks = [] }, surface) {
  const style = /^#?[0-9a-f]{6}$/i.test(color ?? "") ? { "border-color": `#${color.replace("#", "")}` } : {};
  const words = text ?? (blocks.length ? "" : fallback);
  return h(
    "div",
    { class: "attachment", style },
    title && h("strong", {}, title),
    words && h("div", { class: "mrkdwn" }, mrkdwn(words, surface.reader)),
    blocks.map((block) => drawBlock(block, surface)),
  );
}

function attachedFile(file, surface) {
  const url = file.local_url ?? file.url_private;
  const title = file.title || file.name;
  const size = [file.original_w, file.original_h];
  if (/^image\//.test(file.mimetype ?? "")) return picture(url, file.alt_txt || title, title, surface, size);
  return h("a", { class: "file", href: url, target: "_blank", rel: "noopener", download: file.name }, title);
}

function summary(message, channel) {
  if (!message.reply_count) return null;
  const count = `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`;
  const last = message.latest_reply ? `last ${lastReply(Number(message.latest_reply), reader())}` : "";
  return h(
    "button",
    {
      type: "button",
      class: "thread-summary",
      "data-field": "thread",
      onclick: () => toThread(channel, message.ts),
    },
    h("strong", {}, count),
    " ",
    h("span", { class: "hint" }, last),
  );
}

function toolbar(message, channel, thread) {
  const shortcuts = world.shortcuts.filter((shortcut) => shortcut.type === "message");
  return h(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Message actions" },
    iconButton("smile", "Add reaction", (event) => pickReaction(event.currentTarget, message, channel)),
    !thread &&
      iconButton("reply", "Reply in thread", () => toThread(channel, message.thread_ts ?? message.ts)),
    iconButton(
      "more",
      "More actions",
      (event) => more(event.currentTarget, { shortcuts, message, channel, thread }),
      { "aria-haspopup": "menu", "aria-expanded": "false" },
    ),
  );
}

function more(anchor, { shortcuts, message, channel, thread }) {
  const run = (shortcut) =>
    showWaiting(doing("shortcut", { callback_id: shortcut.callback_id, channel, ts: message.ts }));
  const entries = shortcuts.map((shortcut) => ({
    label: shortcut.name,
    hint: shortcut.description || world.app.name,
    face: icon("bolt"),
    onchoose: () => run(shortcut),
  }));
  const place = `${location.origin}/archives/${channel}/p${message.ts.replace(".", "")}`;
  const copy = {
    label: "Copy link",
    face: icon("link"),
    onchoose: () => navigator.clipboard?.writeText(place),
  };
  const reply = {
    label: "Reply in thread",
    face: icon("reply"),
    onchoose: () => toThread(channel, message.thread_ts ?? message.ts),
  };
  const react = {
    label: "Add reaction…",
    face: icon("smile"),
    onchoose: () => setTimeout(() => pickReaction(anchor, message, channel)),
  };
  menu(anchor, [...entries, !thread && reply, react, copy].filter(Boolean), {
    label: "More message actions",
    align: "end",
  });
}
