/** Builds DOM nodes. What people and apps wrote only ever becomes a text node, never markup. */

const NAMESPACE = "http://www.w3.org/2000/svg";

export function h(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) set(node, name, value);
  node.append(...flat(children));
  return node;
}

function set(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "style")
    Object.entries(value).forEach(([key, wish]) => node.style.setProperty(key, wish));
  else if (name === "value" || name === "checked") node[name] = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

function flat(children) {
  return children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false);
}

/** One line drawing per name, so that no icon has to be fetched. */
const STROKES = {
  back: "M12 4 6 10l6 6",
  close: "M5 5l10 10M15 5 5 15",
  about: "M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16M10 9v5M10 6v.01",
  link: "M8 12l4-4M9 6l2-2a3.5 3.5 0 0 1 5 5l-2 2M11 14l-2 2a3.5 3.5 0 0 1-5-5l2-2",
  more: "M4 10h.01M10 10h.01M16 10h.01",
  overflow: "M10 4v.01M10 10v.01M10 16v.01",
  reply: "M4 4h12v9H9l-4 3v-3H4z",
  smile: "M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16M7 8v.01M13 8v.01M6.5 12a4 4 0 0 0 7 0",
  bolt: "M11 2 4 11h5l-1 7 7-9h-5z",
  clock: "M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16M10 5v5l3 2",
  send: "M3 10 17 4l-4 13-3-6zM10 11l7-7",
  chevron: "M5 8l5 5 5-5",
  lock: "M5 9h10v8H5zM7 9V6a3 3 0 0 1 6 0v3",
  code: "M7 6l-4 4 4 4M13 6l4 4-4 4",
  down: "M10 4v12M5 11l5 5 5-5",
  plus: "M10 4v12M4 10h12",
  home: "M3 10l7-6 7 6M5 9v8h10V9",
};

export function icon(name) {
  const drawing = document.createElementNS(NAMESPACE, "svg");
  const path = document.createElementNS(NAMESPACE, "path");
  path.setAttribute("d", STROKES[name]);
  drawing.setAttribute("viewBox", "0 0 20 20");
  drawing.setAttribute("class", `icon icon-${name}`);
  drawing.setAttribute("aria-hidden", "true");
  drawing.append(path);
  return drawing;
}

/** A button that shows only an icon, and therefore must be given a name. */
export function iconButton(name, label, onclick, properties = {}) {
  return h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...properties },
    icon(name),
  );
}

let counter = 0;

/** An id that no other node on the page has; labels and hints point to fields with it. */
export function freshId(stem) {
  counter += 1;
  return `${stem}-${counter}`;
}
