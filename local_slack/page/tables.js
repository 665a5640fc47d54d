/** The table block: first row as a head that stays, columns aligned as asked. */

import { h } from "./dom.js";
import { plain } from "./mrkdwn.js";
import { richText } from "./rich_text.js";

function cell(content, tag, settings, reader) {
  const words =
    content.type === "rich_text"
      ? richText(content, reader)
      : plain(String(content.text ?? content.value ?? ""));
  const align = settings?.align ?? (content.type === "raw_number" ? "right" : "left");
  return h(
    tag,
    { class: `align-${align} ${settings?.is_wrapped ? "" : "no-wrap"}`, scope: tag === "th" ? "col" : null },
    words,
  );
}

export function table(block, reader) {
  const [head = [], ...body] = block.rows ?? [];
  const row = (cells, tag) =>
    h(
      "tr",
      {},
      cells.map((content, column) => cell(content, tag, block.column_settings?.[column], reader)),
    );
  return h(
    "div",
    { class: "table-scroll", tabindex: 0, role: "region", "aria-label": "Table" },
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
