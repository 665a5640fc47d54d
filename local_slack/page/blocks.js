/** Block Kit as Slack draws it. What is not drawn here says so, visibly, instead of vanishing. */

import { freshId, h } from "./dom.js";
import { drawElement, isDrawn } from "./elements.js";
import { Field } from "./field.js";
import { foldable } from "./folding.js";
import { picture } from "./images.js";
import { markdown } from "./markdown.js";
import { textObject, wordsOf } from "./mrkdwn.js";
import { richText } from "./rich_text.js";
import { table } from "./tables.js";

export function drawBlock(block, surface) {
  const draw = BLOCKS[block.type] ?? notDrawn;
  return h(
    "div",
    { class: `block block-${block.type in BLOCKS ? block.type : "unknown"}`, "data-block": block.block_id },
    draw(block, surface),
  );
}

function notDrawn({ type }) {
  return h("div", { class: "not-drawn" }, `not drawn here: ${type}`);
}

const element = (block, one, surface, more = {}) =>
  isDrawn(one.type) ? drawElement(new Field({ surface, block, element: one, ...more })) : notDrawn(one);

function header(block) {
  return h("h3", {}, wordsOf(block.text));
}

function section(block, surface) {
  const text =
    block.text && h("div", { class: "mrkdwn section-text" }, textObject(block.text, surface.reader));
  const fields =
    block.fields &&
    h(
      "div",
      { class: "fields" },
      block.fields.map((one) => h("div", { class: "mrkdwn" }, textObject(one, surface.reader))),
    );
  const words = h("div", { class: "section-words" }, text && foldable(text, block, surface), fields);
  if (!block.accessory) return words;
  const label = wordsOf(block.text)
    .split("\n")[0]
    .replace(/[*_~`]/g, "");
  return [words, h("div", { class: "accessory" }, element(block, block.accessory, surface, { label }))];
}

function context(block, surface) {
  return block.elements.map((one) => {
    if (one.type === "image")
      return h("img", {
        class: "context-image",
        src: one.image_url ?? one.slack_file?.local_url ?? one.local_url,
        alt: one.alt_text,
      });
    return h("span", { class: "mrkdwn" }, textObject(one, surface.reader));
  });
}

function actions(block, surface) {
  return block.elements.map((one) => element(block, one, surface));
}

/** A labelled field: hint below, error (in words, not only in red) right under it. */
function input(block, surface) {
  const label = wordsOf(block.label);
  const error = surface.errorAt?.(block);
  const hintId = block.hint && freshId("hint");
  const errorId = error && freshId("error");
  const describedBy = [errorId, hintId].filter(Boolean).join(" ");
  return [
    h(
      "div",
      { class: "input-label", "aria-hidden": "true" },
      label,
      block.optional && h("span", { class: "optional" }, " (optional)"),
    ),
    element(block, block.element, surface, { label, describedBy }),
    error && h("div", { id: errorId, class: "field-error" }, error),
    block.hint && h("div", { id: hintId, class: "hint" }, textObject(block.hint, surface.reader)),
  ];
}

function image(block, surface) {
  const url = block.slack_file?.local_url ?? block.local_url ?? block.image_url;
  const size = [block.local_width, block.local_height];
  return picture(url, block.alt_text, block.title && wordsOf(block.title), surface, size);
}

const BLOCKS = {
  header,
  section,
  context,
  actions,
  input,
  image,
  divider: () => h("hr"),
  rich_text: (block, surface) => h("div", { class: "mrkdwn" }, richText(block, surface.reader)),
  markdown: (block) => h("div", { class: "mrkdwn" }, markdown(block.text)),
  table: (block, surface) => table(block, surface.reader),
  alert: (block, surface) =>
    h(
      "div",
      { class: `alert alert-${block.level ?? "default"} mrkdwn` },
      textObject(block.text, surface.reader),
    ),
};
