/** What a select offers: the app's options, the app's answer to a query, people, channels or conversations. */

import { present, titleOf, world } from "./world.js";
import { avatar } from "./people.js";
import { wordsOf } from "./mrkdwn.js";

const fits = (query) => (choice) =>
  !choice.title && `${choice.label} ${choice.hint ?? ""}`.toLowerCase().includes(query.toLowerCase());

const ofOption = (option) => ({
  key: option.value,
  label: wordsOf(option.text),
  hint: option.description && wordsOf(option.description),
  held: option,
});

function ofOptions({ options = [], option_groups: groups = [] }) {
  const grouped = groups.flatMap((group) => [
    { title: wordsOf(group.label) },
    ...group.options.map(ofOption),
  ]);
  return [...options.map(ofOption), ...grouped];
}

const ofMember = (member) => ({
  key: member.id,
  label: member.real_name || member.name,
  hint: member.title,
  face: avatar(member, "avatar-small"),
  held: member.id,
});
const ofChannel = (channel) => ({ key: channel.id, label: `#${channel.name}`, held: channel.id });
const ofTalk = (talk) => ({
  key: talk.id,
  label: talk.kind === "dm" ? titleOf(talk) : `#${talk.name}`,
  held: talk.id,
});

const fixed = (list) => async (_field, query) => {
  const choices = list(_field);
  return query ? choices.filter(fits(query)) : choices;
};

async function external(field, query) {
  const least = field.element.min_query_length ?? 3;
  if (query.length < least)
    return { hint: least === 1 ? "Type to search." : `Type at least ${least} characters.` };
  return ofOptions(await field.surface.options(field.block, field.element, query));
}

const joined = ({ element }) => {
  const kinds = { public: "channel", private: "private", im: "dm", mpim: "dm" };
  const wanted = element.filter?.include?.map((kind) => kinds[kind]) ?? Object.values(kinds);
  return world.conversations.filter((talk) => wanted.includes(talk.kind)).map(ofTalk);
};

const SOURCES = {
  static_select: fixed(({ element }) => ofOptions(element)),
  external_select: external,
  users_select: fixed(() => present().map(ofMember)),
  channels_select: fixed(() =>
    [...world.channels.values()]
      .filter((channel) => !channel.is_private && !channel.is_archived)
      .map(ofChannel),
  ),
  conversations_select: fixed(joined),
};

/** The choices for *query*, or `{hint}` when there is something to do first. */
export const offer = (field, query) => SOURCES[field.element.type.replace("multi_", "")](field, query);

/** How something already held is shown. */
export function shown(type, held) {
  if (held?.text) return ofOption(held);
  if (type.endsWith("users_select")) return ofMember(world.members.get(held) ?? { id: held, name: held });
  const talk = world.conversations.find((one) => one.id === held);
  return talk ? ofTalk(talk) : ofChannel(world.channels.get(held) ?? { id: held, name: held });
}
