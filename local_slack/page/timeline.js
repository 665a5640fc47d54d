/** The developer's column: every call of the app and every delivery to it, newest below; errors in red. */

import { faultsMenu } from "./faults.js";
import { h, iconButton } from "./dom.js";
import { go } from "./address.js";
import { fill } from "./dates.js";
import { read } from "./reading.js";
import { reader } from "./world.js";

const KEPT = 500;
const AT_THE_END_PX = 40;

export class Timeline {
  #after = 0;
  #busy = null;

  constructor() {
    this.list = h("ol", { class: "timeline-list", tabindex: 0, "aria-label": "API calls and deliveries" });
    const head = h(
      "header",
      { class: "side-head" },
      h("h2", {}, "Timeline"),
      faultsMenu(),
      iconButton("close", "Close timeline", () => go({ timeline: null })),
    );
    this.node = h("div", { class: "timeline" }, head, this.list);
  }

  /** One reading at a time, because two would draw the same entries twice. */
  refresh() {
    this.#busy ??= this.#read().finally(() => {
      this.#busy = null;
    });
    return this.#busy;
  }

  async #read() {
    const { entries } = await read("timeline", { after: this.#after });
    if (!entries.length) return;
    this.#after = entries.at(-1).seq;
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < AT_THE_END_PX;
    this.list.append(...entries.map(line));
    while (this.list.children.length > KEPT) this.list.firstChild.remove();
    if (atEnd) this.list.scrollTop = this.list.scrollHeight;
  }
}

function line(entry) {
  const arrow = entry.direction.startsWith("app") ? "→" : "←";
  const way = entry.direction.startsWith("app") ? "the app called" : "delivered to the app";
  const took = entry.ms === undefined || entry.ms === null ? "" : `${Math.round(entry.ms)} ms`;
  const at = clockTimeOf(entry.at);
  const head = [
    h("span", { class: "arrow", role: "img", "aria-label": way }, arrow),
    h("span", { class: "what" }, entry.what),
    h("span", { class: "took" }, took),
    at && h("time", { class: "took" }, at),
    !entry.ok && h("span", { class: "wrong" }, entry.error ?? "failed"),
    h("span", { class: "said" }, entry.summary),
  ];
  const classes = `entry ${entry.ok ? "" : "entry-wrong"}`;
  if (entry.body === undefined || entry.body === null)
    return h("li", { class: classes }, h("div", { class: "entry-head" }, head));
  return h("li", { class: classes }, unfolding(head, entry.body));
}

function clockTimeOf(at) {
  const epoch = typeof at === "number" ? at : Date.parse(at) / 1000;
  return Number.isFinite(epoch) ? fill("{time_secs}", epoch, reader()) : "";
}

/** The body is only laid out when somebody looks. */
function unfolding(head, body) {
  const details = h("details", {}, h("summary", { class: "entry-head" }, head));
  details.addEventListener(
    "toggle",
    () =>
      details.querySelector("pre") ??
      details.append(
        h(
          "pre",
          { tabindex: 0, "aria-label": "Body" },
          typeof body === "string" ? body : JSON.stringify(body, null, 2),
        ),
      ),
  );
  return details;
}
