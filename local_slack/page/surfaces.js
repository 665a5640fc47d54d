/**
 * A surface is where blocks stand: a message, a view or the Home tab. It tells the blocks who reads them,
 * remembers what was typed and unfolded, and knows how a click on it is told to the workspace.
 */

import { doing } from "./acting.js";
import { read } from "./reading.js";
import { Typed } from "./states.js";
import { reader, world } from "./world.js";

const memories = new Map();

function remembered(key, known) {
  if (!memories.has(key)) memories.set(key, { typed: new Typed(), unfolded: new Set() });
  const memory = memories.get(key);
  memory.typed.known = known ?? {};
  return memory;
}

function surface(kind, key, { where, query, blocks, known }) {
  const memory = remembered(`${world.as}/${key}`, known);
  return {
    kind,
    ...memory,
    reader: reader(),
    click({ block, element, selected }) {
      const values = memory.typed.values(blocks);
      return doing("click", {
        action_id: element.action_id,
        block_id: block.block_id,
        selected,
        values,
        ...where,
      });
    },
    options(block, element, text) {
      return read("options", {
        as: world.as,
        block: block.block_id,
        action: element.action_id,
        query: text,
        ...query,
      });
    },
  };
}

export function messageSurface(channel, message) {
  const place = `${channel}:${message.ts}`;
  return surface("message", `message/${place}`, {
    where: { message: { channel, ts: message.ts } },
    query: { message: place },
    blocks: message.blocks ?? [],
    known: message.chosen,
  });
}

export function viewSurface(view) {
  return surface("modal", `view/${view.id}`, {
    where: { view: view.id },
    query: { view: view.id },
    blocks: view.blocks,
    known: view.state?.values,
  });
}

export function homeSurface(view) {
  return surface("home", "home", {
    where: { home: true },
    query: { home: 1 },
    blocks: view.blocks,
    known: view.state?.values,
  });
}
