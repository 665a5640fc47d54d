/** Files in a modal: each is given to the workspace when it is picked, and stands in the form by its id. */

import { h, iconButton } from "./dom.js";
import { give } from "./reading.js";
import { showWaiting } from "./waiting.js";
import { world } from "./world.js";

const MOST = 10;

export function fileInput(field) {
  const most = field.element.max_files ?? MOST;
  const accept = (field.element.filetypes ?? []).map((type) => `.${type}`).join(",");
  const list = h("ul", { class: "all-given", role: "status" });
  const input = h("input", {
    ...field.attributes,
    type: "file",
    class: "file-input",
    multiple: most > 1,
    accept,
    onchange: () => pick(),
  });
  const draw = () => {
    list.replaceChildren(...field.held.map(line));
    input.classList.toggle("is-full", field.held.length >= most);
  };
  const line = (file) =>
    h(
      "li",
      { class: "given" },
      h("span", { class: "given-name" }, file.name),
      h("span", { class: "hint" }, sizeOf(file)),
      iconButton("close", `Remove ${file.name}`, () => remove(file)),
    );
  const remove = (file) => {
    field.keep(field.held.filter((one) => one.id !== file.id));
    draw();
    input.focus();
  };
  const pick = async () => {
    const picked = [...input.files].slice(0, most);
    input.value = ""; // the same file can be picked again after it was mended
    const given = await showWaiting(Promise.all(picked.map((file) => give(file, world.as))));
    field.keep([...field.held, ...(given ?? []).map(({ file }) => file)].slice(-most)); // the newest replace the oldest
    draw();
  };
  draw();
  return h("div", {}, input, list);
}

function sizeOf({ size }) {
  if (size === undefined) return "";
  return size < 1000 ? `${size} B` : size < 1e6 ? `${(size / 1e3).toFixed(1)} kB` : `${(size / 1e6).toFixed(1)} MB`;
}
