/** A small menu to make the workspace misbehave, as Slack and networks sometimes do. */

import { h } from "./dom.js";
import { float } from "./floating.js";
import { say } from "./notices.js";
import { act, read } from "./reading.js";
import { showWaiting } from "./waiting.js";

const KINDS = [
  ["lost_reply", "The effect happens, the answer is lost"],
  ["ratelimited", "429 Too Many Requests"],
  ["server_error", "500 from Slack"],
  ["slow", "Answers after 10 s"],
  ["error", "Refuses with channel_not_found"],
  ["disconnect", "Closes the app's connection"],
  ["duplicate_event", "Delivers the next event twice"],
];
const METHODS = [
  "*",
  "chat.postMessage",
  "chat.update",
  "views.open",
  "views.update",
  "views.publish",
  "files.completeUploadExternal",
  "reactions.add",
];
const WITHOUT_METHOD = ["disconnect", "duplicate_event"];
const EXTRAS = {
  slow: { seconds: 10 },
  ratelimited: { retry_after: 3 },
  error: { error: "channel_not_found" },
  disconnect: { reason: "refresh_requested" },
};

export function faultsMenu() {
  const open = (event) => {
    const form = draw();
    float(event.currentTarget, form.node, { label: "Faults", align: "end" });
    form.refresh();
  };
  return h(
    "button",
    {
      type: "button",
      class: "button button-small",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      onclick: open,
    },
    "Faults",
  );
}

function draw() {
  const method = h(
    "select",
    { class: "text-input", "aria-label": "Method" },
    METHODS.map((name) => h("option", {}, name)),
  );
  const kind = h(
    "select",
    {
      class: "text-input",
      "aria-label": "Fault",
      onchange: () => {
        method.disabled = WITHOUT_METHOD.includes(kind.value);
      },
    },
    KINDS.map(([value, words]) => h("option", { value }, words)),
  );
  const times = h("input", {
    class: "text-input",
    type: "number",
    min: 1,
    max: 100,
    value: "1",
    "aria-label": "How often",
  });
  const waiting = h("ul", { class: "faults-waiting" });
  const refresh = () =>
    read("faults").then(
      ({ faults = [] }) => waiting.replaceChildren(...faults.map(faultLine)),
      (refusal) => say(refusal.message),
    );
  const cause = (event) => {
    event.preventDefault();
    const where = WITHOUT_METHOD.includes(kind.value) ? {} : { method: method.value };
    showWaiting(
      act("faults", { kind: kind.value, times: Number(times.value), ...where, ...EXTRAS[kind.value] }),
    ).then(refresh);
  };
  const clear = h(
    "button",
    {
      type: "button",
      class: "button",
      onclick: () => showWaiting(act("faults", {}, "DELETE")).then(refresh),
    },
    "Clear all",
  );
  const node = h(
    "form",
    { class: "faults", onsubmit: cause },
    h("h3", {}, "Next time, misbehave"),
    kind,
    method,
    times,
    h("div", { class: "confirm-foot" }, clear, h("button", { class: "button button-primary" }, "Cause")),
    waiting,
  );
  return { node, refresh };
}

function faultLine({ kind, method, times }) {
  return h("li", {}, `${kind}${method ? ` on ${method}` : ""}, ${times} left`);
}
