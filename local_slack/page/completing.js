/** The list above the composer: slash commands after "/", people after "@". */

import { freshId, h } from "./dom.js";
import { avatar } from "./people.js";
import { present, whoIs, world } from "./world.js";

export function completing(input, box, { commands }) {
  const list = h("ul", {
    class: "completion",
    role: "listbox",
    id: freshId("completion"),
    "aria-label": "Suggestions",
    hidden: true,
  });
  const hint = () => box.querySelector(".composer-hint");
  let offered = [];
  let active = 0;
  let from = 0;
  box.append(list);
  input.setAttribute("aria-controls", list.id);

  const draw = () => {
    list.hidden = !offered.length;
    list.replaceChildren(
      ...offered.map((entry, place) => line(entry, place === active, () => choose(place))),
    );
    const chosen = list.children[active];
    if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    offered = [];
    draw();
  };
  const choose = (place) => {
    const after = input.value.slice(input.selectionStart);
    input.setRangeText(`${offered[place].inserts} ${after.trimStart()}`, from, input.value.length, "end");
    input.focus();
    close();
    input.dispatchEvent(new Event("input"));
  };
  input.addEventListener("input", () => {
    const before = input.value.slice(0, input.selectionStart);
    ({ from, offered } = suggestions(before, commands));
    active = 0;
    hint().textContent = usageOf(input.value);
    draw();
  });
  input.addEventListener("blur", () => setTimeout(close, 150)); // After a click on the list has been heard.

  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Tab: () => choose(active),
    Enter: () => choose(active),
    Escape: close,
  };
  const move = (step) => {
    active = (active + step + offered.length) % offered.length;
    draw();
  };
  return {
    close,
    takes(event) {
      // A command that is already complete is sent by Enter, not completed again.
      const complete = event.key === "Enter" && offered[active]?.inserts === input.value;
      if (!offered.length || !keys[event.key] || event.shiftKey || complete) return false;
      event.preventDefault();
      keys[event.key]();
      return true;
    },
  };
}

function suggestions(before, commands) {
  if (commands && /^\/\S*$/.test(before)) {
    const fitting = world.commands.filter(({ command }) => command.startsWith(before));
    return {
      from: 0,
      offered: fitting.map((one) => ({
        inserts: one.command,
        title: one.command,
        hint: one.usage_hint,
        note: one.description,
      })),
    };
  }
  const at = before.match(/(?:^|\s)@([\p{L}\p{N}._-]*)$/u);
  if (!at) return { from: 0, offered: [] };
  const people = [...present(), whoIs(world.app.bot_user_id)];
  const fitting = people.filter((who) =>
    `${who.name} ${who.real_name}`.toLowerCase().includes(at[1].toLowerCase()),
  );
  return {
    from: before.length - at[1].length - 1,
    offered: fitting.slice(0, 8).map((who) => ({
      inserts: `@${who.real_name}`,
      title: who.real_name,
      note: who.title,
      face: avatar(who, "avatar-small"),
    })),
  };
}

const usageOf = (text) =>
  world.commands.find(({ command }) => text.startsWith(`${command} `))?.usage_hint ?? "";

function line({ title, hint, note, face }, active, onchoose) {
  const properties = {
    id: freshId("suggestion"),
    role: "option",
    class: `choice ${active ? "active" : ""}`,
    "aria-selected": String(active),
    onmousedown: (event) => event.preventDefault(),
    onclick: onchoose,
  };
  return h(
    "li",
    properties,
    face,
    h(
      "span",
      { class: "menu-words" },
      h(
        "span",
        { class: "menu-label" },
        h("strong", {}, title),
        " ",
        hint && h("span", { class: "hint" }, hint),
      ),
      note && h("span", { class: "menu-hint" }, note),
    ),
  );
}
