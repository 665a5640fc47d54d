/** Selects with search, for one choice or several: a button that opens a list with a search field on top. */

import { freshId, h, icon, iconButton } from "./dom.js";
import { float } from "./floating.js";
import { offer, shown } from "./offering.js";
import { isMulti } from "./states.js";

const TYPING_PAUSE_MS = 150;

export function select(field) {
  const many = isMulti(field.element.type);
  const control = h("div", { class: `select ${many ? "select-many" : ""}` });
  const draw = () =>
    control.replaceChildren(
      ...(many ? chips(field, draw) : []),
      opener(field, many, draw),
      (!many && clearer(field, draw)) || "",
    );
  draw();
  return control;
}

function opener(field, many, redraw) {
  const chosen = !many && field.held !== null ? shown(field.element.type, field.held) : null;
  const words = chosen
    ? [chosen.face, chosen.label]
    : (field.element.placeholder?.text ?? (many ? "Choose options" : "Choose an option"));
  const properties = {
    ...field.attributes,
    type: "button",
    class: `select-open ${chosen ? "" : "placeholder"}`,
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
  };
  if (chosen) properties["aria-label"] = `${properties["aria-label"]}: ${chosen.label}`;
  return h(
    "button",
    { ...properties, onclick: (event) => openList(event.currentTarget, field, many, redraw) },
    h("span", { class: "select-words" }, words),
    icon("chevron"),
  );
}

/** An optional input can be emptied again. */
function clearer(field, redraw) {
  if (field.held === null || field.block.type !== "input" || !field.block.optional) return null;
  return iconButton("close", `Clear ${field.label}`, () => field.choose(null).then(redraw), {
    class: "icon-button select-clear",
  });
}

function chips(field, redraw) {
  return field.held.map((held) => {
    const { label, face } = shown(field.element.type, held);
    const remove = () => field.choose(field.held.filter((one) => one !== held)).then(redraw);
    return h("span", { class: "chip" }, face, label, iconButton("close", `Remove ${label}`, remove));
  });
}

function openList(anchor, field, many, redraw) {
  const listId = freshId("list");
  const list = h("ul", {
    id: listId,
    role: "listbox",
    class: "choices",
    "aria-label": field.label || "Options",
    "aria-multiselectable": many || null,
  });
  const search = h("input", {
    class: "text-input choices-search",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    "aria-controls": listId,
    "aria-expanded": "true",
    "aria-label": "Search",
    placeholder: "Search",
  });
  const back = () => focusOn(field, surroundings);
  const surroundings = anchor.closest("dialog, .talk, .home");
  const width = { "min-width": `${anchor.offsetWidth}px` };
  const close = float(anchor, h("div", { class: "select-list", style: width }, search, list), {
    label: field.label,
    onclose: back,
  });
  const look = (query) =>
    offer(field, query).then(
      (choices) => search.isConnected && search.value === query && fill(list, choices, field),
      (refusal) => fill(list, { hint: refusal.message }, field),
    );
  const pick = async (key) => {
    const choice = list.querySelector(`[data-key="${CSS.escape(key)}"]`).choice;
    close();
    await field.choose(many ? toggled(field, choice) : choice.held);
    redraw();
    back();
  };
  wire(search, list, look, pick);
  look("");
  search.focus();
}

const keyOf = (held) => held?.value ?? held;

function toggled(field, choice) {
  const without = field.held.filter((one) => keyOf(one) !== choice.key);
  if (without.length < field.held.length) return without;
  const most = field.element.max_selected_items ?? Infinity;
  return field.held.length < most ? [...field.held, choice.held] : field.held;
}

function fill(list, choices, field) {
  if (choices.hint) return list.replaceChildren(h("li", { class: "hint" }, choices.hint));
  const held = new Set([field.held].flat().map(keyOf));
  list.replaceChildren(
    ...choices.map((choice) =>
      choice.title
        ? h("li", { class: "menu-title", role: "presentation" }, choice.title)
        : line(choice, held),
    ),
  );
  if (!choices.some((choice) => !choice.title))
    list.replaceChildren(h("li", { class: "hint" }, "No results"));
  activate(list, list.querySelector("[aria-selected=true]") ?? list.querySelector("[role=option]"));
  return undefined;
}

function line(choice, held) {
  const node = h(
    "li",
    {
      id: freshId("choice"),
      role: "option",
      class: "choice",
      "data-key": choice.key,
      "aria-selected": String(held.has(choice.key)),
    },
    choice.face,
    h(
      "span",
      { class: "menu-words" },
      h("span", { class: "menu-label" }, choice.label),
      choice.hint && h("span", { class: "menu-hint" }, choice.hint),
    ),
  );
  node.choice = choice;
  return node;
}

function activate(list, node) {
  list.querySelector(".active")?.classList.remove("active");
  node?.classList.add("active");
  node?.scrollIntoView({ block: "nearest" });
  const search = list.parentElement?.querySelector("[role=combobox]");
  if (node) search?.setAttribute("aria-activedescendant", node.id);
  else search?.removeAttribute("aria-activedescendant");
}

function wire(search, list, look, pick) {
  let timer;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => look(search.value), TYPING_PAUSE_MS);
  });
  search.addEventListener("keydown", (event) => {
    const options = [...list.querySelectorAll("[role=option]")];
    const place = options.findIndex((node) => node.classList.contains("active"));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) activate(list, options.at((place + step) % options.length));
    else if (event.key === "Enter" && options[place]) pick(options[place].dataset.key);
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const node = event.target.closest("[role=option]");
    if (node) pick(node.dataset.key);
  });
}

/** The control may have been drawn anew meanwhile, by the choice itself or by the app. */
function focusOn(field, surroundings) {
  surroundings?.querySelector(`[data-field="${CSS.escape(field.name)}"]`)?.focus({ preventScroll: true });
}
