/** The markdown block: standard Markdown as far as Slack draws it (headings, lists, quotes, code, tables, inline styles). */

import { h } from "./dom.js";
import { link, plain } from "./mrkdwn.js";

const INLINE =
  /`([^`]+)`|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~|\*(.+?)\*|(?<!\w)_(.+?)_(?!\w)|\[([^\]]+)\]\(([^)\s]+)\)/g;
const TAGS = [null, "code", "strong", "strong", "s", "em", "em"];

function inline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(...plain(text.slice(end, match.index)), styled(match));
    end = match.index + match[0].length;
  }
  return [...nodes, ...plain(text.slice(end))];
}

function styled(match) {
  if (match[7]) return link(match[8], h("span", {}, inline(match[7])));
  const group = TAGS.findIndex((tag, place) => tag && match[place]);
  return h(TAGS[group], {}, group === 1 ? match[1] : inline(match[group]));
}

/** Each kind of block: how its first line looks, whether a line continues it, and how it is drawn. */
const KINDS = [
  { begins: /^```/, goesOn: (line, taken) => taken.length === 1 || !/^```/.test(taken.at(-1)), draw: code },
  {
    begins: /^#{1,6} /,
    goesOn: () => false,
    draw: ([line]) =>
      h("strong", { class: `md-heading md-heading-${line.indexOf(" ")}` }, inline(line.replace(/^#+ /, ""))),
  },
  { begins: /^(-{3,}|\*{3,})$/, goesOn: () => false, draw: () => h("hr") },
  { begins: /^\|.*\|\s*$/, goesOn: (line) => line.startsWith("|"), draw: table },
  {
    begins: /^> ?/,
    goesOn: (line) => line.startsWith(">"),
    draw: (lines) => h("blockquote", {}, inline(lines.map((line) => line.replace(/^> ?/, "")).join("\n"))),
  },
  {
    begins: /^\s*[-*+] /,
    goesOn: (line) => /^\s*([-*+] |\S)/.test(line),
    draw: (lines) => list("ul", lines),
  },
  {
    begins: /^\s*\d+[.)] /,
    goesOn: (line) => /^\s*(\d+[.)] |\S)/.test(line),
    draw: (lines) => list("ol", lines),
  },
  {
    begins: /\S/,
    goesOn: (line) => /\S/.test(line) && !/^(#|```|>|\||\s*[-*+] |\s*\d+[.)] )/.test(line),
    draw: (lines) => h("p", {}, inline(lines.join("\n"))),
  },
];

function code(lines) {
  return h("pre", {}, lines.slice(1, /^```/.test(lines.at(-1)) ? -1 : undefined).join("\n"));
}

function list(tag, lines) {
  const items = [];
  for (const line of lines) {
    if (/^\s*([-*+]|\d+[.)]) /.test(line)) items.push(line.replace(/^\s*([-*+]|\d+[.)]) /, ""));
    else items[items.length - 1] += `\n${line.trim()}`;
  }
  return h(
    tag,
    {},
    items.map((item) => h("li", {}, inline(item))),
  );
}

function table(lines) {
  const rows = lines.map((line) =>
    line
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => cell.trim()),
  );
  const [head, ...body] = rows.filter((row) => !row.every((cell) => /^:?-+:?$/.test(cell)));
  const row = (cells, tag) =>
    h(
      "tr",
      {},
      cells.map((cell) => h(tag, {}, inline(cell))),
    );
  return h(
    "div",
    { class: "table-scroll" },
    h(
      "table",
      {},
      h("thead", {}, row(head, "th")),
      h(
        "tbody",
        {},
        body.map((cells) => row(cells, "td")),
      ),
    ),
  );
}

export function markdown(text) {
  const lines = text.split("\n");
  const drawn = [];
  while (lines.length) {
    const kind = KINDS.find(({ begins }) => begins.test(lines[0]));
    const taken = [lines.shift()];
    while (kind && lines.length && kind.goesOn(lines[0], taken)) taken.push(lines.shift());
    if (kind) drawn.push(kind.draw(taken));
  }
  return h("div", { class: "markdown" }, drawn);
}
