/** Buttons, checkboxes, radio buttons and overflow menus. */

import { freshId, h, icon } from "./dom.js";
import { menu } from "./floating.js";
import { plain, textObject, wordsOf } from "./mrkdwn.js";

export function button(field) {
  const { element } = field;
  const press = async (event) => {
    // A link opens in the browser, and the app is told as well.
    if (element.url) window.open(element.url, "_blank", "noopener");
    await field.tell(undefined, event.currentTarget);
  };
  const style = element.style ? `button-${element.style}` : "";
  const name = element.accessibility_label || wordsOf(element.text);
  return h(
    "button",
    {
      type: "button",
      class: `button ${style}`,
      "data-field": field.name,
      "aria-label": name,
      onclick: press,
    },
    h("span", { class: "button-words" }, plain(element.text.text)),
  );
}

function option(type, field, choice, name, onchange) {
  const chosen = [field.held].flat().some((one) => one?.value === choice.value);
  const id = freshId("option");
  const input = h("input", {
    type,
    id,
    name,
    value: choice.value,
    checked: chosen,
    "data-field": `${field.name}/${choice.value}`,
    onchange,
  });
  const words = h(
    "label",
    { for: id, class: "mrkdwn" },
    h("span", {}, textObject(choice.text, field.surface.reader)),
    choice.description && h("span", { class: "hint" }, textObject(choice.description, field.surface.reader)),
  );
  return h("div", { class: "option" }, input, words);
}

export function checkboxes(field) {
  const box = group("group", field);
  const read = async () => {
    const ticked = new Set([...box.querySelectorAll("input:checked")].map((input) => input.value));
    await field.choose(field.element.options.filter((choice) => ticked.has(choice.value)));
  };
  box.append(...field.element.options.map((choice) => option("checkbox", field, choice, null, read)));
  return box;
}

export function radioButtons(field) {
  const box = group("radiogroup", field);
  const name = freshId("radio");
  box.append(
    ...field.element.options.map((choice) =>
      option("radio", field, choice, name, () => field.choose(choice)),
    ),
  );
  return box;
}

function group(role, field) {
  const { "data-field": _, autofocus: __, ...attributes } = field.attributes;
  return h("div", { role, class: "options", ...attributes });
}

export function overflow(field) {
  const choose = (choice) => {
    if (choice.url) window.open(choice.url, "_blank", "noopener");
    field.tell({ value: choice.value });
  };
  const entries = field.element.options.map((choice) => ({
    label: plain(choice.text.text),
    hint: choice.description?.text,
    onchoose: () => choose(choice),
  }));
  const open = (event) => menu(event.currentTarget, entries, { label: "More actions", align: "end" });
  return h(
    "button",
    {
      type: "button",
      class: "button overflow",
      "data-field": field.name,
      "aria-label": "More actions",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: open,
    },
    icon("more"),
  );
}
