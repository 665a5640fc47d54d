/** Files in a modal: each is given to the workspace when it is picked, and stands in the form by its id. */

import { h } from "./dom.js";
import { give } from "./reading.js";
import { showWaiting } from "./waiting.js";
import { world } from "./world.js";

const MOST = 10;

export function fileInput(field) {
  const names = h("span", { class: "hint", role: "status" });
  const draw = () => {
    names.textContent = field.held.map((file) => file.name).join(", ");
  };
  const pick = async (event) => {
    const picked = [...event.target.files].slice(0, field.element.max_files ?? MOST);
    const given = await showWaiting(Promise.all(picked.map((file) => give(file, world.as))));
    field.keep((given ?? []).map(({ file }) => file));
    draw();
  };
  const accept = (field.element.filetypes ?? []).map((type) => `.${type}`).join(",");
  const multiple = (field.element.max_files ?? MOST) > 1;
  draw();
  return h(
    "div",
    {},
    h("input", { ...field.attributes, type: "file", multiple, accept, onchange: pick }),
    names,
  );
}
