/** What the page knows at the moment of the workspace: people, channels, commands and the team's clock. */

import { read } from "./reading.js";

export const world = {
  workspace: { name: "" },
  app: { name: "", connections: 0, delivery: "none" },
  members: new Map(),
  channels: new Map(),
  conversations: [],
  commands: [],
  shortcuts: [],
  notImitated: [],
  paid: false,
  groupsByEveryone: true,
  groups: [],
  clock: null,
  as: null,
};

let clockReadAt = 0;

export async function learn() {
  const answer = await read("workspace");
  Object.assign(world, {
    workspace: answer.workspace,
    app: answer.app,
    members: new Map(answer.members.map((member) => [member.id, member])),
    channels: new Map(answer.channels.map((channel) => [channel.id, channel])),
    commands: answer.commands,
    shortcuts: answer.shortcuts,
    notImitated: answer.not_imitated ?? [],
    paid: answer.paid ?? false,
    groupsByEveryone: answer.groups_by_everyone ?? true,
    groups: answer.groups ?? [],
  });
  keepClock(answer.clock);
}

export async function learnConversations() {
  const answer = await read("conversations", { as: world.as });
  world.conversations = answer.conversations ?? answer;
}

export function keepClock(clock) {
  world.clock = clock;
  clockReadAt = performance.now();
}

/** The team's time in seconds: it runs on between two readings and jumps when the clock is moved. */
export function now() {
  if (!world.clock) return Date.now() / 1000;
  return Date.parse(world.clock.now) / 1000 + (performance.now() - clockReadAt) / 1000;
}

export const me = () => world.members.get(world.as);

export function whoIs(id) {
  if (id === world.app.bot_user_id)
    return { id, name: world.app.name, real_name: world.app.name, colour: "#1264a3", is_app: true };
  return world.members.get(id) ?? { id, name: id, real_name: id };
}

export const nameOf = (id) => whoIs(id).real_name || whoIs(id).name;

/** Those who can be chosen or written to. */
export const present = () => [...world.members.values()].filter((member) => !member.deleted);

export function conversation(id) {
  return world.conversations.find((one) => one.id === id);
}

export function channelName(id) {
  return world.channels.get(id)?.name ?? conversation(id)?.name ?? id;
}

export function groupName(id) {
  return world.groups.find((group) => group.id === id)?.handle ?? id;
}

/** The eyes that text is rendered for: dates in their zone, their own name highlighted. */
export function reader() {
  return { zone: me()?.tz ?? "UTC", now, me: world.as, nameOf, channelName, groupName };
}

/** The title of a conversation as its reader sees it: "#model-care", or the other person's name. */
export function titleOf(talk) {
  if (talk.kind !== "dm") return talk.name;
  return talk.with ? nameOf(talk.with) : talk.name || world.app.name;
}

export const isAppTalk = (talk) => talk?.kind === "dm" && talk.with === world.app.bot_user_id;
