/** Text, number, e-mail, address, date, time and file elements. */

import { fromLocalField, toLocalField } from "./dates.js";
import { h } from "./dom.js";
import { unescape } from "./mrkdwn.js";

const NEAR_THE_LIMIT = 0.1; // Slack counts only for the last tenth of the characters.

const triggers = (field) => field.element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];

function typing(field) {
  return {
    ...field.attributes,
    value: field.held ?? "",
    placeholder: unescape(field.element.placeholder?.text ?? ""),
    oninput: (event) => {
      field.keep(event.target.value || null);
      if (field.tellsApp && triggers(field).includes("on_character_entered"))
        field.tell({ value: event.target.value });
    },
    onkeydown: (event) => {
      if (
        event.key !== "Enter" ||
        event.isComposing ||
        !field.tellsApp ||
        !triggers(field).includes("on_enter_pressed")
      )
        return;
      if (event.target.tagName === "TEXTAREA" && event.shiftKey) return;
      event.preventDefault();
      field.tell({ value: event.target.value });
    },
  };
}

export function textInput(field) {
  const { multiline, max_length: most, min_length: least } = field.element;
  const properties = { ...typing(field), class: "text-input", maxlength: most, "data-least": least };
  const input = multiline
    ? h("textarea", { ...properties, rows: 4 })
    : h("input", { ...properties, type: "text", autocomplete: "off" });
  return most ? h("div", { class: "counted" }, input, counter(input, most)) : input;
}

function counter(input, most) {
  const left = h("span", { class: "counter", "aria-live": "polite", hidden: true });
  const count = () => {
    const remaining = most - input.value.length;
    left.hidden = remaining > most * NEAR_THE_LIMIT;
    left.textContent = String(remaining);
  };
  input.addEventListener("input", count);
  count();
  return left;
}

const typed =
  (type, extra = () => ({})) =>
  (field) =>
    h("input", { ...typing(field), class: "text-input", type, autocomplete: "off", ...extra(field) });

/** A text field with a numeric keyboard: what cannot be read as a number is refused at the field, not swallowed while typing. */
export const numberInput = typed("text", (field) => ({
  inputmode: field.element.is_decimal_allowed ? "decimal" : "numeric",
}));
export const emailInput = typed("email");
export const urlInput = typed("url");

/** Formatting is not offered here; what is typed travels as one plain rich_text section. */
export function richTextInput(field) {
  const words = (field.held?.elements ?? [])
    .flatMap((part) => part.elements ?? [])
    .map((piece) => piece.text ?? "")
    .join("");
  const asRichText = (text) => ({
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
  });
  return h("textarea", {
    ...field.attributes,
    class: "text-input",
    rows: 4,
    value: words,
    placeholder: field.element.placeholder?.text,
    oninput: (event) => field.keep(event.target.value ? asRichText(event.target.value) : null),
  });
}

function picker(type, shown, held) {
  return (field) =>
    h("input", {
      ...field.attributes,
      class: "text-input picker",
      type,
      value: field.held === null ? "" : shown(field),
      onchange: async (event) => {
        const stands = await field.choose(event.target.value ? held(event.target.value, field) : null);
        if (!stands) event.target.value = field.held === null ? "" : shown(field);
      },
    });
}

const same = (value) => value;

export const datePicker = picker("date", (field) => field.held, same);
export const timePicker = picker("time", (field) => field.held, same);
export const datetimePicker = picker(
  "datetime-local",
  (field) => toLocalField(field.held, field.surface.reader.zone),
  (value, field) => fromLocalField(value, field.surface.reader.zone),
);
