/** Menus and lists that float beside what opened them; the platform closes them on Escape or a click elsewhere. */

import { h } from "./dom.js";

const GAP = 4;

/** Shows *content* beside *anchor* and answers a function that closes it. */
export function float(anchor, content, { onclose, align = "start", label } = {}) {
  const box = h("div", { class: "floating", popover: "auto", "aria-label": label }, content);
  // Inside an open dialog, because everything outside of it cannot be reached.
  (anchor.closest("dialog") ?? document.body).append(box);
  // A list is opened empty, and would grow past the window's edge when its choices come.
  const growing = new ResizeObserver(() => box.getBoundingClientRect().bottom > innerHeight && place(box, anchor, align));
  box.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    growing.disconnect();
    anchor.setAttribute("aria-expanded", "false");
    box.remove();
    onclose?.();
  });
  box.showPopover();
  anchor.setAttribute("aria-expanded", "true");
  place(box, anchor, align);
  growing.observe(box);
  return () => box.isConnected && box.hidePopover();
}

function place(box, anchor, align) {
  const at = anchor.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const below = innerHeight - at.bottom > size.height + GAP || at.top < size.height;
  const left = align === "end" ? at.right - size.width : at.left;
  box.style.setProperty("left", `${Math.max(GAP, Math.min(left, innerWidth - size.width - GAP))}px`);
  box.style.setProperty(
    "top",
    `${Math.max(GAP, below ? Math.min(at.bottom + GAP, innerHeight - size.height - GAP) : at.top - size.height - GAP)}px`,
  );
}

/**
 * A menu of `{label, hint?, face?, danger?, checked?, many?, onchoose}`; arrows move, Enter chooses.
 * Of entries that say `checked` one is chosen, with `many` any number.
 * A `{title}` entry is a heading.
 */
export function menu(anchor, entries, { label, align } = {}) {
  const list = h(
    "div",
    { class: "menu", role: "menu", "aria-label": label },
    entries.map((entry) => (entry.title ? h("div", { class: "menu-title" }, entry.title) : item(entry))),
  );
  const close = float(anchor, list, { align, onclose: () => anchor.focus({ preventScroll: true }) });
  const items = [...list.querySelectorAll("[role^=menuitem]")];
  list.addEventListener("keydown", (event) => walk(event, items));
  list.addEventListener("click", (event) => event.target.closest("[role^=menuitem]") && close());
  items[0]?.focus();
  return close;
}

function item({ label, hint, face, danger, checked, many, onchoose }) {
  const role = many ? "menuitemcheckbox" : checked === undefined ? "menuitem" : "menuitemradio";
  const properties = {
    type: "button",
    class: `menu-item ${danger ? "menu-danger" : ""}`,
    role,
    "aria-checked": checked,
    tabindex: -1,
    onclick: onchoose,
  };
  return h(
    "button",
    properties,
    face,
    h(
      "span",
      { class: "menu-words" },
      h("span", { class: "menu-label" }, label),
      hint && h("span", { class: "menu-hint" }, hint),
    ),
  );
}

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

function walk(event, items) {
  if (!(event.key in STEPS)) return;
  event.preventDefault();
  const place = items.indexOf(document.activeElement);
  items.at((place + STEPS[event.key]) % items.length).focus();
}
