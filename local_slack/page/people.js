/** Faces and names. An avatar is the member's initials in the member's colour: nothing has to be fetched. */

import { h } from "./dom.js";

export function initials(name) {
  const words = name.split(/[\s_.-]+/).filter(Boolean);
  return (words.length > 1 ? words[0][0] + words.at(-1)[0] : (words[0] ?? "?").slice(0, 2)).toUpperCase();
}

/** Relative luminance of "#rrggbb" (WCAG 2.2), to choose letters that can be read on it. */
function luminance(colour) {
  const channels = [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16) / 255);
  const [r, g, b] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const DARK_LETTERS_ABOVE = 0.179; // Where black and white are equally far away.

export function avatar(who, size = "") {
  const colour = /^#?[0-9a-f]{6}$/i.test(who.colour ?? "") ? `#${who.colour.replace("#", "")}` : "#5b5b66";
  const letters = luminance(colour) > DARK_LETTERS_ABOVE ? "#000000" : "#ffffff";
  const style = { "background-color": colour, color: letters };
  const kind = who.is_app ? "avatar-app" : "";
  return h(
    "span",
    { class: `avatar ${size} ${kind}`.trim(), style, "aria-hidden": "true" },
    initials(who.real_name || who.name || "?"),
  );
}
