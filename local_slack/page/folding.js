/** Long sections fold to a few lines with "Show more", and stay open once opened. */

import { h } from "./dom.js";

const LONG = 700;
const MANY_LINES = 12;

export function foldable(text, block, surface) {
  const words = block.text.text;
  const isLong = words.length > LONG || words.split("\n").length > MANY_LINES;
  if (!isLong || block.expand || !surface.unfolded) return text;
  const key = `${block.block_id}`;
  const draw = () => {
    const open = surface.unfolded.has(key);
    text.classList.toggle("folded", !open);
    toggle.textContent = open ? "Show less" : "Show more";
    toggle.setAttribute("aria-expanded", String(open));
  };
  const toggle = h("button", {
    type: "button",
    class: "link-button",
    "data-field": `fold/${key}`,
    onclick: () => {
      if (!surface.unfolded.delete(key)) surface.unfolded.add(key);
      draw();
    },
  });
  draw();
  return [text, toggle];
}
