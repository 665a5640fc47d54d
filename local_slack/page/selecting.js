/** Selects, for one choice or several: a button that opens a list with a search field on top. */

import { h, icon, iconButton } from "./dom.js";
import { openList } from "./listing.js";
import { shown } from "./offering.js";
import { isMulti } from "./states.js";

export function select(field) {
  const many = isMulti(field.element.type);
  const control = h("div", { class: `select ${many ? "select-many" : ""}` });
  const draw = () =>
    control.replaceChildren(
      ...(many ? chips(field, choose) : []),
      opener(field, many, choose),
      (!many && clearer(field, choose)) || "",
    );
  /** Shows the choice at once, and the former one again if the person then says no to the app's question. */
  const choose = (value) => {
    const answer = field.choose(value);
    draw();
    answer.then((stands) => stands || draw());
  };
  draw();
  return control;
}

function opener(field, many, choose) {
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
    { ...properties, onclick: (event) => openList(event.currentTarget, field, choose) },
    h("span", { class: "select-words" }, words),
    icon("chevron"),
  );
}

/** An optional input can be emptied again. */
function clearer(field, choose) {
  if (field.held === null || field.block.type !== "input" || !field.block.optional) return null;
  return iconButton("close", `Clear ${field.label}`, () => choose(null), {
    class: "icon-button select-clear",
  });
}

function chips(field, choose) {
  return field.held.map((held) => {
    const { label, face } = shown(field.element.type, held);
    const remove = () => choose(field.held.filter((one) => one !== held));
    return h("span", { class: "chip" }, face, label, iconButton("close", `Remove ${label}`, remove));
  });
}
