/** rich_text blocks: sections, lists, quotes and preformatted text with styled pieces. */

import { fill } from "./dates.js";
import { h } from "./dom.js";
import { broadcast, channelLink, emoji, groupMention, link, mention } from "./mrkdwn.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

const PIECES = {
  text: (piece) => piece.text,
  link: (piece) => link(piece.url, piece.text || piece.url),
  user: (piece, reader) => mention(piece.user_id, reader),
  usergroup: (piece, reader) => groupMention(piece.usergroup_id, reader),
  channel: (piece, reader) => channelLink(piece.channel_id, reader),
  emoji: (piece) => emoji(piece.name),
  broadcast: (piece) => broadcast(piece.range),
  date: (piece, reader) => h("time", {}, fill(piece.format, piece.timestamp, reader)),
  color: (piece) => h("code", {}, piece.value),
};

function drawPiece(piece, reader) {
  let node = PIECES[piece.type]?.(piece, reader) ?? piece.fallback ?? "";
  for (const [style, tag] of Object.entries(STYLES)) if (piece.style?.[style]) node = h(tag, {}, node);
  return node;
}

const pieces = (elements, reader) => (elements ?? []).map((piece) => drawPiece(piece, reader));

function list(part, reader) {
  const tag = part.style === "ordered" ? "ol" : "ul";
  const style = { "--indent": part.indent ?? 0 };
  const start = part.offset ? part.offset + 1 : undefined;
  return h(
    tag,
    { class: `rich-list rich-list-${(part.indent ?? 0) % 3}`, style, start },
    part.elements.map((item) => h("li", {}, pieces(item.elements, reader))),
  );
}

const PARTS = {
  rich_text_section: (part, reader) => h("div", { class: "rich-section" }, pieces(part.elements, reader)),
  rich_text_list: list,
  rich_text_quote: (part, reader) => h("blockquote", {}, pieces(part.elements, reader)),
  rich_text_preformatted: (part, reader) => h("pre", {}, pieces(part.elements, reader)),
};

export function richText(block, reader) {
  return h(
    "div",
    { class: "rich-text" },
    (block.elements ?? []).map((part) => PARTS[part.type]?.(part, reader)),
  );
}
