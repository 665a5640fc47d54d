/** The list that a select opens: a search field, the choices that fit, arrows and Enter. */

import { freshId, h } from "./dom.js";
import { float } from "./floating.js";
import { offer } from "./offering.js";
import { isMulti } from "./states.js";

const TYPING_PAUSE_MS = 150;

export function openList(anchor, field, choose) {
  const { search, list } = parts(field);
  const surroundings = anchor.closest(".modal-panel, .talk, .home");
  const content = h(
    "div",
    { class: "select-list", style: { "min-width": `${anchor.offsetWidth}px` } },
    search,
    list,
  );
  const close = float(anchor, content, { label: field.label, onclose: () => focusOn(field, surroundings) });
  const look = (query) =>
    offer(field, query).then(
      (choices) => search.isConnected && search.value === query && fill(list, choices, field),
      (refusal) => fill(list, { hint: refusal.message }, field),
    );
  const pick = (key) => {
    const choice = list.querySelector(`[data-key="${CSS.escape(key)}"]`).choice;
    close();
    choose(isMulti(field.element.type) ? toggled(field, choice) : choice.held);
  };
  wire(search, list, look, pick);
  look("");
  search.focus();
}

function parts(field) {
  const id = freshId("list");
  const several = isMulti(field.element.type) || null;
  const naming = { "aria-label": field.label || "Options", "aria-multiselectable": several };
  const list = h("ul", { id, role: "listbox", class: "choices", ...naming });
  const combobox = { role: "combobox", "aria-controls": id, "aria-expanded": "true", "aria-label": "Search" };
  const search = h("input", {
    class: "text-input choices-search",
    type: "text",
    autocomplete: "off",
    placeholder: "Search",
    ...combobox,
  });
  return { search, list };
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
