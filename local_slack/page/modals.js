/** The stack of views of the person one acts as, in one dialog; only the top one shows. */

import { Panel } from "./modal.js";
import { h } from "./dom.js";
import { read } from "./reading.js";
import { wordsOf } from "./mrkdwn.js";
import { world } from "./world.js";

const panels = new Map();
let dialog = null;
let opener = null;
let turn = 0;

/** Reads the stack; an answer that was overtaken by a newer one is dropped. */
export async function refreshViews() {
  turn += 1;
  const mine = turn;
  const { stack } = await read("views", { as: world.as });
  if (mine === turn) show(stack);
}

function settle(stack) {
  turn += 1;
  if (stack) show(stack);
  else refreshViews();
}

export function show(stack) {
  if (!stack.length) return shut();
  open();
  const before = panels.size;
  const known = new Set(panels.keys());
  for (const [id, panel] of panels) if (!stack.some((view) => view.id === id)) drop(id, panel);
  stack.forEach((view, place) => arrange(view, place));
  const top = stack.at(-1);
  bringUp(panels.get(top.id), {
    isNew: !known.has(top.id),
    slides: before > 0,
    backwards: stack.length < before,
  });
  dialog.setAttribute("aria-label", wordsOf(top.title));
  return undefined;
}

function arrange(view, place) {
  if (!panels.has(view.id)) {
    const panel = new Panel(settle);
    panels.set(view.id, panel);
    panel.node.hidden = true;
    dialog.append(panel.node);
  }
  panels.get(view.id).show(view, { isStacked: place > 0 });
}

function bringUp(panel, { isNew, slides, backwards }) {
  const wasUp = !panel.node.hidden;
  for (const other of panels.values()) other.node.hidden = other !== panel;
  if (wasUp) return;
  panel.node.classList.remove("slide-in", "slide-back");
  if (slides) panel.node.classList.add(backwards ? "slide-back" : "slide-in");
  if (isNew || backwards) panel.focusFirst();
}

function drop(id, panel) {
  panel.node.remove();
  panels.delete(id);
}

function open() {
  if (dialog) return;
  opener = document.activeElement;
  dialog = h("dialog", { class: "modal" });
  dialog.addEventListener("cancel", (event) => {
    // Escape closes the top view only, and the workspace says what remains. A list inside closes by itself first.
    if (event.target !== dialog) return;
    event.preventDefault();
    [...panels.values()].find((panel) => !panel.node.hidden)?.close();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function shut() {
  if (!dialog) return;
  for (const [id, panel] of panels) drop(id, panel);
  dialog.remove(); // before its focus goes back: a caret that is set while it leaves takes no letters in Chromium
  dialog = null;
  opener?.focus?.({ preventScroll: true });
}
