/** Starts the page: reads what there is, listens for changes, and reads again exactly what a change touches. */

import { format, go, here, ofPermalink, toConversation } from "./address.js";
import { drawBanner } from "./banner.js";
import { drawClock, tick } from "./clock.js";
import { drawMain, drawSide, shown } from "./columns.js";
import { refreshViews, show } from "./modals.js";
import { say } from "./notices.js";
import { changes, read } from "./reading.js";
import { drawSidebar } from "./sidebar.js";
import { conversation, keepClock, learn, learnConversations, present, world } from "./world.js";

const TICK_MS = 1000;
const TIMELINE_MS = 1500;

const nodes = Object.fromEntries(
  ["clock", "banner", "sidebar", "main", "side"].map((id) => [id, document.getElementById(id)]),
);
let stopListening = () => {};
let lost = false;

function draw() {
  const place = here();
  document.body.dataset.pane =
    place.timeline || place.thread ? "side" : place.channel || place.home ? "main" : "sidebar";
  drawSidebar(nodes.sidebar);
  drawMain(nodes.main, place);
  drawSide(nodes.side, place);
  drawClock(nodes.clock);
  drawBanner(nodes.banner, { lost });
}

/** What has to be read again for each kind of change. */
const REFRESH = {
  message: [readConversations, readMessages],
  conversation: [readWorkspace, readConversations],
  view: [refreshViews],
  home: [() => shown.home?.refresh()],
  clock: [readClock],
  app: [readWorkspace],
  back: [readWorkspace, readConversations, readMessages, refreshViews],
};

async function readWorkspace() {
  await learn();
  draw();
}

async function readConversations() {
  await learnConversations();
  draw();
}

async function readClock() {
  keepClock(await read("clock"));
  drawClock(nodes.clock);
}

async function readMessages() {
  await Promise.all([shown.talk?.refresh(), shown.thread?.refresh()]);
}

const waiting = new Set();
let reading = false;

/** Changes that arrive while one is being read are collected, so that a burst costs one more reading. */
async function onChange({ kind }) {
  lost = kind === "lost";
  if (lost) return drawBanner(nodes.banner, { lost });
  for (const step of REFRESH[kind] ?? []) waiting.add(step);
  if (reading) return undefined;
  reading = true;
  while (waiting.size) {
    const steps = [...waiting];
    waiting.clear();
    for (const step of steps) await Promise.resolve(step()).catch((refusal) => say(refusal.message));
  }
  reading = false;
  return undefined;
}

/** Becomes another person: their conversations, their views, their time. */
async function become(as) {
  stopListening();
  show([]);
  world.as = as;
  sessionStorage.setItem("as", as);
  stopListening = changes(as, onChange);
  await learnConversations();
  await refreshViews();
}

/** A link that names nobody is read as whoever one was last. */
function lastPerson() {
  const last = sessionStorage.getItem("as");
  return world.members.has(last) ? last : present()[0]?.id;
}

const isNarrow = () => matchMedia("(max-width: 720px)").matches;

/** Where the bot is, and one is oneself: there its commands have something to do. */
function firstPlace() {
  const talks = world.conversations.filter((talk) => talk.kind === "channel" && !talk.is_archived);
  const withBot = talks.filter((talk) => world.channels.get(talk.id)?.bot_is_member);
  const first = withBot.find((talk) => talk.is_member) ?? withBot[0];
  return (first ?? talks.find((talk) => talk.name === "general") ?? talks[0])?.id ?? null;
}

/** A conversation that was made a moment ago may not have been heard of yet. */
async function knows(channel) {
  if (!conversation(channel)) await Promise.all([learn(), learnConversations()]);
  return Boolean(conversation(channel));
}

/** Follows the address: who, where, which thread. */
async function follow() {
  const place = here();
  if (!world.members.has(place.as)) return go({ as: lastPerson() }, { replace: true });
  if (place.as !== world.as) await become(place.as);
  const unknown = place.channel && !(await knows(place.channel));
  const nowhere = !place.channel && !place.home && !isNarrow();
  if (unknown || nowhere)
    return go({ channel: isNarrow() ? null : firstPlace(), thread: null, home: null }, { replace: true });
  draw();
  await Promise.all([readMessages(), shown.home?.refresh(), shown.timeline?.refresh()]);
  (shown.thread ?? shown.talk)?.point(place.message);
  return undefined;
}

const following = () => follow().catch((refusal) => say(refusal.message));

/** A channel named in a text, or a permalink, opens here for the person one acts as. */
function followLink(event) {
  const link = event.target.closest?.("a[href]");
  const place = link && (link.dataset.channel ? { channel: link.dataset.channel } : ofPermalink(link.href));
  if (!place || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  toConversation(place.channel);
  go(place);
}

/** Somebody came by a permalink: the address becomes the page's own. */
function arrive() {
  const place = ofPermalink(location.href);
  if (place) history.replaceState(null, "", `/${format(place)}`);
}

async function start() {
  arrive();
  await learn();
  addEventListener("hashchange", following);
  document.addEventListener("click", followLink);
  document.addEventListener(
    "visibilitychange",
    () => document.visibilityState === "visible" && onChange({ kind: "message" }),
  );
  setInterval(() => {
    tick(nodes.clock);
    drawSidebar(nodes.sidebar);
  }, TICK_MS);
  setInterval(() => shown.timeline?.refresh(), TIMELINE_MS);
  await following();
}

start().catch((refusal) => {
  lost = true;
  drawBanner(nodes.banner, { lost });
  say(refusal.message);
});
