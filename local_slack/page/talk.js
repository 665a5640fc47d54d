/** A list of messages with its composer: a channel, a DM or a thread. Messages are patched one by one, by ts. */

import { composer } from "./composer.js";
import { dayTitle } from "./dates.js";
import { h, icon } from "./dom.js";
import { author, drawMessage, keyOf } from "./message.js";
import { announce } from "./notices.js";
import { patch } from "./patching.js";
import { read } from "./reading.js";
import { conversation, reader, world } from "./world.js";

const CLOSE_TOGETHER_S = 300;
const AT_THE_END_PX = 40;

export class Talk {
  #atEnd = true;
  #top = 0;
  #newest = null;

  constructor({ channel, thread = null, name, closed = null }) {
    Object.assign(this, { channel, thread, messages: [] });
    this.list = h("div", {
      class: "messages",
      role: "region",
      "aria-label": thread ? "Replies" : "Messages",
      tabindex: 0,
    });
    this.inner = h("div", { class: "messages-inner" });
    this.list.append(this.inner);
    this.composer = closed ?? composer({ channel, thread, name });
    this.newer = newerButton(() => this.#goOn());
    this.node = h("div", { class: "talk" }, this.list, h("div", { class: "newer" }, this.newer), this.composer);
    this.list.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // Pictures arrive late and make the list grow, a long draft makes it shrink: who reads the end stays at the end.
    const growing = new ResizeObserver(() => this.#atEnd && this.toEnd());
    growing.observe(this.inner);
    growing.observe(this.list);
  }

  /** Marks as read only what is unread, because marking is itself a change that is told to this page. */
  async refresh() {
    const mark = document.visibilityState === "visible" && conversation(this.channel)?.unread ? 1 : null;
    const { messages } = await read("messages", {
      as: world.as,
      channel: this.channel,
      thread: this.thread,
      mark,
    });
    this.messages = messages;
    this.draw();
  }

  draw() {
    const held = this.#place();
    patch(this.inner, this.#items(), {
      key: (item) => item.key,
      signature: (item) => item.sign,
      render: (item) => item.draw(),
    });
    const fresh = this.#fresh();
    // Whoever has caused something looks for it; what others say tears nobody away.
    if (this.#atEnd || fresh.some(isForMe)) this.toEnd();
    else {
      held?.();
      if (fresh.length) this.newer.hidden = false;
    }
    announceNew(fresh.at(-1));
  }

  /** Shows the message that a permalink means. */
  point(ts) {
    const node = ts && this.inner.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    this.#atEnd = this.#isAtEnd();
    node.classList.add("pointed-at");
  }

  toEnd() {
    this.#atEnd = true;
    this.newer.hidden = true;
    this.list.scrollTop = this.list.scrollHeight;
    this.#top = this.list.scrollTop;
  }

  /** Only who went up has left the end: a list that grew before the event was told has moved nobody. */
  #scrolled() {
    if (this.#isAtEnd()) this.#atEnd = true;
    else if (this.list.scrollTop < this.#top) this.#atEnd = false;
    this.#top = this.list.scrollTop;
    if (this.#atEnd) this.newer.hidden = true;
  }

  /** The button is gone afterwards, so the keyboard goes on in the list. */
  #goOn() {
    this.toEnd();
    this.list.focus({ preventScroll: true });
  }

  #isAtEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < AT_THE_END_PX;
  }

  /** Remembers which message stands where, to put it back there after the list has changed. */
  #place() {
    const top = this.list.getBoundingClientRect().top;
    const first = [...this.inner.querySelectorAll(".message")].find(
      (node) => node.getBoundingClientRect().bottom > top,
    );
    if (!first) return null;
    const before = first.getBoundingClientRect().top;
    return () => {
      const same = this.inner.querySelector(`[data-ts="${CSS.escape(first.dataset.ts)}"]`);
      if (same) this.list.scrollTop += same.getBoundingClientRect().top - before;
    };
  }

  #items() {
    if (!this.messages.length && !this.thread) return [emptyLine()];
    const context = `${reader().zone}/${dayTitle(reader().now(), { ...reader(), now: () => 0 })}`;
    const items = [];
    this.messages.forEach((message, place) => {
      const before = this.messages[place - 1];
      const newDay = !before || dayOf(before) !== dayOf(message);
      if (newDay && !this.thread) items.push(dayLine(message));
      const small = !newDay && follows(before, message) && !(this.thread && place === 1);
      items.push({
        key: keyOf(message),
        sign: JSON.stringify([message, small, context]),
        draw: () => drawMessage({ message, channel: this.channel, small, thread: this.thread }),
      });
      if (this.thread && place === 0) items.push(replyLine(this.messages.length - 1));
    });
    return items;
  }

  /** What has come since the last drawing; nothing of what was there from the beginning. */
  #fresh() {
    const known = this.#newest;
    this.#newest = Math.max(known ?? 0, ...this.messages.map(({ ts }) => Number(ts)));
    return known === null ? [] : this.messages.filter(({ ts }) => Number(ts) > known);
  }
}

const isForMe = (message) => message.ephemeral || message.user === world.as;

function announceNew(newest) {
  if (newest && newest.user !== world.as) announce(`${author(newest).real_name}: ${newest.text}`);
}

function newerButton(onclick) {
  return h(
    "button",
    { type: "button", class: "newer-button", hidden: true, "aria-label": "New messages: go to the end", onclick },
    "New messages",
    icon("down"),
  );
}

const dayOf = (message) => dayTitle(Number(message.ts), reader());

const follows = (before, message) =>
  before &&
  before.user === message.user &&
  before.username === message.username &&
  !before.ephemeral &&
  !message.ephemeral &&
  !before.reply_count &&
  message.ts - before.ts < CLOSE_TOGETHER_S;

function dayLine(message) {
  const title = dayOf(message);
  return {
    key: `day/${title}`,
    sign: title,
    draw: () => h("div", { class: "day", role: "separator", "aria-label": title }, h("span", {}, title)),
  };
}

function replyLine(count) {
  const words = count === 1 ? "1 reply" : `${count} replies`;
  return {
    key: "replies",
    sign: words,
    draw: () =>
      h("div", { class: "day reply-line", role: "separator", hidden: count === 0 }, h("span", {}, words)),
  };
}

function emptyLine() {
  const command = world.commands[0]?.command;
  const words = command ? ["Nothing here yet. Try ", h("code", {}, command), "."] : ["Nothing here yet."];
  return { key: "empty", sign: command ?? "", draw: () => h("p", { class: "empty" }, words) };
}
