/** Reactions under a message, and the small picker that adds one. */

import { doing } from "./acting.js";
import { h, iconButton } from "./dom.js";
import { EMOJI, glyph, QUICK } from "./emoji.js";
import { float } from "./floating.js";
import { showWaiting } from "./waiting.js";
import { nameOf, world } from "./world.js";

const react = (message, channel, name) => showWaiting(doing("react", { channel, ts: message.ts, name }));

export function reactions(message, channel) {
  if (!message.reactions?.length) return null;
  const chips = message.reactions.map(({ name, count, users }) => {
    const mine = users.includes(world.as);
    const who = users.map(nameOf).join(", ");
    const label = `${name.replaceAll("_", " ")}, ${count}: ${who}`;
    return h(
      "button",
      {
        type: "button",
        class: "reaction",
        "aria-pressed": String(mine),
        "aria-label": label,
        title: `${who} reacted with :${name}:`,
        "data-field": `reaction/${name}`,
        onclick: () => react(message, channel, name),
      },
      glyph(name),
      " ",
      h("span", { class: "reaction-count" }, count),
    );
  });
  return h(
    "div",
    { class: "reactions" },
    chips,
    iconButton("smile", "Add reaction", (event) => pickReaction(event.currentTarget, message, channel)),
  );
}

export function pickReaction(anchor, message, channel) {
  const grid = h("div", { class: "emoji-grid" });
  const search = h("input", {
    class: "text-input",
    type: "text",
    placeholder: "Search emoji",
    "aria-label": "Search emoji",
  });
  const close = float(anchor, h("div", { class: "emoji-picker" }, search, grid), {
    label: "Add reaction",
    align: "end",
  });
  const pick = (name) => {
    close();
    react(message, channel, name);
  };
  const draw = () => {
    const names = search.value
      ? [...EMOJI.keys()].filter((name) => name.includes(search.value.toLowerCase()))
      : QUICK;
    grid.replaceChildren(
      ...names.map((name) =>
        h(
          "button",
          {
            type: "button",
            class: "emoji-choice",
            "aria-label": name.replaceAll("_", " "),
            title: `:${name}:`,
            onclick: () => pick(name),
          },
          glyph(name),
        ),
      ),
    );
  };
  search.addEventListener("input", draw);
  search.addEventListener("keydown", (event) => event.key === "Enter" && grid.firstChild?.click());
  draw();
  search.focus();
}
