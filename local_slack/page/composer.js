/** Where one writes: messages, slash commands, mentions and the menu of shortcuts. */

import { doing } from "./acting.js";
import { completing } from "./completing.js";
import { h, icon, iconButton } from "./dom.js";
import { menu } from "./floating.js";
import { say } from "./notices.js";
import { showWaiting } from "./waiting.js";
import { present, whoIs, world } from "./world.js";

const drafts = new Map();
const said = [];

export function composer({ channel, thread, name }) {
  const key = `${channel}/${thread ?? ""}`;
  const label = thread ? "Reply" : `Message ${name}`;
  const input = h("textarea", {
    class: "composer-input",
    rows: 1,
    placeholder: thread ? "Reply…" : label,
    "aria-label": label,
    value: drafts.get(key) ?? "",
    "data-field": "composer",
  });
  const box = h(
    "form",
    { class: "composer" },
    input,
    h("div", { class: "composer-tools" }, tools(), h("span", { class: "composer-hint" }), sendButton()),
  );
  const completion = completing(input, box, { commands: !thread });
  const history = recalling(input);
  input.addEventListener("input", () => {
    drafts.set(key, input.value);
    grow(input);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || completion.takes(event) || history.takes(event)) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    box.requestSubmit();
  });
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    completion.close();
    send(input, { channel, thread, key });
  });
  requestAnimationFrame(() => grow(input));
  return box;
}

const sendButton = () =>
  h(
    "button",
    { class: "icon-button send", type: "submit", "aria-label": "Send", title: "Send" },
    icon("send"),
  );

function tools() {
  return iconButton(
    "bolt",
    "Shortcuts",
    (event) => {
      const shortcuts = world.shortcuts.filter((shortcut) => shortcut.type === "global");
      const run = (shortcut) => showWaiting(doing("shortcut", { callback_id: shortcut.callback_id }));
      const entries = shortcuts.map((shortcut) => ({
        label: shortcut.name,
        hint: shortcut.description,
        face: icon("bolt"),
        onchoose: () => run(shortcut),
      }));
      menu(event.currentTarget, entries.length ? entries : [{ title: "This app has no shortcuts." }], {
        label: "Shortcuts",
      });
    },
    { "aria-haspopup": "menu", "aria-expanded": "false" },
  );
}

function grow(input) {
  input.style.setProperty("height", "auto");
  input.style.setProperty("height", `${Math.min(input.scrollHeight, innerHeight / 3)}px`);
}

function set(input, text) {
  input.value = text;
  input.dispatchEvent(new Event("input"));
}

/** Clears the field at once and gives the words back if they could not be sent. */
async function send(input, { channel, thread, key }) {
  const text = input.value.trimEnd();
  if (!text) return;
  const refusal = isCommand(text) && whyNot(text, thread);
  if (refusal) {
    say(refusal);
    return;
  }
  set(input, "");
  drafts.delete(key);
  const sent = await showWaiting(
    isCommand(text) ? command(channel, text) : write(channel, thread, text.trimStart()),
  );
  if (sent) said.push(text);
  else if (!input.value) set(input, text);
}

function whyNot(text, thread) {
  const [name] = text.split(/\s/);
  if (thread) return `${name} is not supported in threads. Sorry!`;
  return known(text) ? null : `${name} is not a valid command. To send it as a message, begin with a space.`;
}

const isCommand = (text) => /^\/[a-z]/.test(text);
const known = (text) => world.commands.find(({ command: name }) => name === text.split(/\s/)[0]);

function command(channel, text) {
  const { command: name, should_escape: escaped } = known(text);
  const rest = text.slice(name.length).trim();
  return doing("command", { channel, command: name, text: withPeople(rest, escaped ? token : handle) });
}

function write(channel, thread, text) {
  return doing("write", { channel, text: withPeople(text, token), thread_ts: thread ?? undefined });
}

const token = ({ id }) => `<@${id}>`;
const handle = ({ name }) => `@${name}`;

/** The people that were picked by their whole names; everything else is made of the words by the workspace. */
function withPeople(text, written) {
  const people = [...present(), whoIs(world.app.bot_user_id)];
  people.sort((one, other) => other.real_name.length - one.real_name.length);
  return people.reduce((words, who) => words.replaceAll(`@${who.real_name}`, written(who)), text);
}

/** Arrow up in an empty field brings back what was sent, newest first. */
function recalling(input) {
  let place = 0;
  return {
    takes(event) {
      const fresh = input.value === "" || input.value === said.at(-place);
      const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!step || !fresh || !said.length) return false;
      event.preventDefault();
      place = Math.max(0, Math.min(said.length, (input.value === "" ? 0 : place) + step));
      set(input, place ? said.at(-place) : "");
      input.setSelectionRange(input.value.length, input.value.length);
      return true;
    },
  };
}
