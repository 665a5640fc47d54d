/** What this workspace is, what of Slack it leaves out, and the plan that it plays. */

import { h, iconButton } from "./dom.js";
import { float } from "./floating.js";
import { act } from "./reading.js";
import { showWaiting } from "./waiting.js";
import { world } from "./world.js";

export function aboutButton() {
  const open = (event) => float(event.currentTarget, draw(), { label: "About this workspace", align: "end" });
  return iconButton("about", "About this workspace", open, {
    "aria-haspopup": "dialog",
    "aria-expanded": "false",
  });
}

function draw() {
  return h(
    "div",
    { class: "about" },
    h("h3", {}, "A Slack workspace on this machine"),
    h("p", {}, "Nothing leaves it. It refuses what Slack refuses, and leaves out:"),
    h(
      "ul",
      {},
      world.notImitated.map((sentence) => h("li", {}, sentence)),
    ),
    planSwitch("paid", world.paid, "Paid plan (user groups)"),
    planSwitch("groups_by_everyone", world.groupsByEveryone, "Everybody may manage user groups, apps too"),
  );
}

function planSwitch(name, checked, label) {
  const box = h("input", {
    type: "checkbox",
    id: `plan-${name}`,
    checked,
    onchange: () => showWaiting(act("workspace/plan", { as: world.as, [name]: box.checked })),
  });
  return h("div", { class: "option" }, box, h("label", { for: box.id }, label));
}
