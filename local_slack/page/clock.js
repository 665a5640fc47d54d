/** The bar on top: the team's clock, moved forward only, and what fell due on the way. */

import { fromLocalField, toLocalField, wallClock } from "./dates.js";
import { h, icon } from "./dom.js";
import { float } from "./floating.js";
import { redraw } from "./patching.js";
import { act } from "./reading.js";
import { showWaiting } from "./waiting.js";
import { keepClock, me, now, world } from "./world.js";

const HOUR_S = 3600;

const zone = () => me()?.tz ?? "UTC";

const move = (wish) =>
  showWaiting(
    act("clock/move", wish).then((answer) => {
      if (answer.now) keepClock(answer);
    }),
  );

export function drawClock(node) {
  const { clock } = world;
  if (!clock) return;
  const { moving } = clock;
  const step = (words, wish) =>
    h(
      "button",
      {
        type: "button",
        class: "bar-button",
        disabled: moving || null,
        "data-field": words,
        onclick: () => move(wish),
      },
      words,
    );
  redraw(
    node,
    JSON.stringify([clock.moving, clock.driver, clock.last_move, clock.moved_seconds > 0, zone()]),
    () => [
      h(
        "span",
        { class: "clock-now" },
        icon("clock"),
        h("span", { class: "clock-label" }, "Team's clock "),
        h("time", { class: "clock-time" }, wallClock(now(), zone())),
      ),
      h(
        "span",
        { class: "clock-steps", role: "group", "aria-label": "Move the team's clock" },
        step("+1 hour", { by_seconds: HOUR_S }),
        step("+1 day", { by_seconds: 24 * HOUR_S }),
        step("Next Monday 08:00", { until: "next-monday-08:00", zone: zone() }),
        toDate(moving),
      ),
      h("span", { class: "clock-stops", role: "status" }, progress(clock)),
    ],
  );
  tick(node);
}

/** Between two readings only the minute changes; nothing else is drawn again. */
export function tick(node) {
  const time = node.querySelector(".clock-time");
  const words = wallClock(now(), zone());
  if (time && time.textContent !== words) time.textContent = words;
}

function toDate(moving) {
  const open = (event) => {
    const earliest = toLocalField(now(), zone());
    const at = h("input", {
      class: "text-input",
      type: "datetime-local",
      min: earliest,
      value: earliest,
      "aria-label": "Move to",
      required: true,
    });
    const go = (submitted) => {
      submitted.preventDefault();
      close();
      move({ to: new Date(fromLocalField(at.value, zone()) * 1000).toISOString() });
    };
    const close = float(
      event.currentTarget,
      h(
        "form",
        { class: "to-date", onsubmit: go },
        at,
        h("button", { class: "button button-primary" }, "Move"),
      ),
      { label: "Move to a date" },
    );
    at.focus();
  };
  return h(
    "button",
    {
      type: "button",
      class: "bar-button",
      disabled: moving || null,
      "data-field": "to a date",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      onclick: open,
    },
    "To a date…",
  );
}

function progress({ moving, driver, last_move: stops = [], moved_seconds: moved }) {
  const latest = stops.at(-1);
  if (moving)
    return ["Moving… ", latest && h("span", {}, `${wallClock(epochOf(latest.at), zone())} ${latest.what}`)];
  if (!driver)
    return h("span", { class: "hint" }, "No bot drives this clock: it jumps, and nothing falls due.");
  if (!stops.length) return moved ? h("span", { class: "hint" }, "Nothing fell due.") : "";
  const words = stops.length === 1 ? "1 thing fell due" : `${stops.length} things fell due`;
  return h(
    "button",
    {
      type: "button",
      class: "bar-button",
      "data-field": "stops",
      "aria-expanded": "false",
      onclick: (event) =>
        float(event.currentTarget, h("ul", { class: "stops" }, stops.map(stop)), {
          label: "What fell due",
          align: "end",
        }),
    },
    words,
  );
}

const epochOf = (at) => (typeof at === "number" ? at : Date.parse(at) / 1000);

function stop({ at, what }) {
  return h("li", {}, h("time", {}, `${wallClock(epochOf(at), zone())}`), " ", what);
}
