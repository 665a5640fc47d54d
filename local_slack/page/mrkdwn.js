/** Slack's mrkdwn and plain text as DOM nodes. Unknown markup stays as it was written. */

import { fill } from "./dates.js";
import { h } from "./dom.js";
import { EMOJI } from "./emoji.js";

const FENCE = /```\n?([\s\S]*?)\n?```/g;
const QUOTED = /^(?:&gt;|>) ?/;
const QUOTED_TO_THE_END = /^(?:&gt;|>){3} ?/;

/** What stands between two markers: references and code are not looked into for a marker. */
const inside = (marker) => `((?:<[^<>\\n]*>|\`[^\`\\n]*\`|[^${marker}\\n])+?)`;
const marked = (marker) =>
  `(?<![\\p{L}\\p{N}${marker}])${marker === "*" ? "\\*" : marker}(?!\\s)${inside(marker)}(?<!\\s)${marker === "*" ? "\\*" : marker}(?![\\p{L}\\p{N}${marker}])`;

const INLINE = new RegExp(
  [
    "<([^<>\\n]+)>",
    "`([^`\\n]+)`",
    marked("*"),
    marked("_"),
    marked("~"),
    ":([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?",
    "(https?:\\/\\/[^\\s<>|*]*[^\\s<>|*.,;:!?)])",
  ].join("|"),
  "gu",
);

const DRAWN_AS = [null, null, null, "strong", "em", "s"];

export function unescape(text) {
  return text.replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&" })[name]);
}

export function mrkdwn(text, reader) {
  const pieces = [];
  let end = 0;
  for (const fence of text.matchAll(FENCE)) {
    pieces.push(
      lines(text.slice(end, fence.index).replace(/\n$/, ""), reader),
      h("pre", {}, unescape(fence[1])),
    );
    end = fence.index + fence[0].length;
  }
  pieces.push(lines(text.slice(end).replace(end ? /^\n/ : /^/, ""), reader));
  return pieces.flat();
}

/** Groups neighbouring quoted lines into one quote and leaves the rest as lines. */
function lines(text, reader) {
  if (!text) return [];
  const groups = [];
  let rest = false;
  for (const line of text.split("\n")) {
    rest ||= QUOTED_TO_THE_END.test(line);
    const quoted = rest || QUOTED.test(line);
    const bare = line.replace(QUOTED_TO_THE_END, "").replace(quoted ? QUOTED : /^/, "");
    if (groups.at(-1)?.quoted === quoted) groups.at(-1).lines.push(bare);
    else groups.push({ quoted, lines: [bare] });
  }
  return groups.map((group) => {
    const drawn = inline(group.lines.join("\n"), reader);
    return group.quoted ? h("blockquote", {}, drawn) : drawn;
  });
}

export function inline(text, reader) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(unescape(text.slice(end, match.index)), token(match, reader));
    end = match.index + match[0].length;
  }
  nodes.push(unescape(text.slice(end)));
  return nodes.filter((node) => node !== "");
}

function token(match, reader) {
  if (match[1]) return reference(match[1], reader);
  if (match[2]) return h("code", {}, unescape(match[2]));
  const styled = [3, 4, 5].find((group) => match[group]);
  if (styled) return h(DRAWN_AS[styled], {}, inline(match[styled], reader));
  if (match[6]) return emoji(match[6], match[0]);
  return link(unescape(match[7]), unescape(match[7]));
}

export function emoji(name, written = `:${name}:`) {
  const glyph = EMOJI.get(name);
  return glyph
    ? h(
        "span",
        { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` },
        glyph,
      )
    : written;
}

/** `<…>`: a person, a channel, a group, everybody, a date, or a link. */
function reference(body, reader) {
  const [target, label] = splitOnce(body, "|");
  if (target[0] === "@") return mention(target.slice(1), reader);
  if (target[0] === "#") return channelLink(target.slice(1), reader, label);
  if (target.startsWith("!date^")) return date(target, label, reader);
  if (target.startsWith("!subteam^"))
    return label ? h("span", { class: "mention" }, atSign(unescape(label))) : groupMention(target.slice(9), reader);
  if (["!here", "!channel", "!everyone"].includes(target)) return broadcast(target.slice(1));
  if (target[0] === "!") return unescape(label || `<${target}>`);
  return link(unescape(target), unescape(label || target.replace(/^(mailto|tel):/, "")), reader);
}

const atSign = (name) => (name.startsWith("@") ? name : `@${name}`);

function splitOnce(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

export function mention(id, reader) {
  const mine = id === reader.me ? " mention-me" : "";
  return h("span", { class: `mention${mine}` }, `@${reader.nameOf(id)}`);
}

export const groupMention = (id, reader) => h("span", { class: "mention" }, atSign(reader.groupName(id)));

export const broadcast = (range) => h("span", { class: "mention mention-me" }, `@${range}`);

export function channelLink(id, reader, label = "") {
  return h(
    "a",
    { class: "mention", "data-channel": id, href: `#/channel/${id}` },
    `#${label || reader.channelName(id)}`,
  );
}

/** `!date^epoch^format[^link]`; what cannot be understood shows its fallback, as in Slack. */
function date(target, fallback, reader) {
  const [, epoch, pattern, url] = target.split("^");
  if (!/^\d+$/.test(epoch) || !pattern) return unescape(fallback);
  const words = fill(unescape(pattern), Number(epoch), reader);
  const moment = h(
    "time",
    {
      datetime: new Date(epoch * 1000).toISOString(),
      title: fill("{date_long} at {time}", Number(epoch), reader),
    },
    words,
  );
  return url ? link(unescape(url), moment) : moment;
}

/** Only addresses that open something harmless; anything else is shown as text. */
export function link(url, words) {
  if (!/^(https?:|mailto:|tel:)/i.test(url)) return typeof words === "string" ? words : (words ?? url);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, words);
}

export function plain(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(/:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/g)) {
    nodes.push(unescape(text.slice(end, match.index)), emoji(match[1], match[0]));
    end = match.index + match[0].length;
  }
  return [...nodes, unescape(text.slice(end))].filter((node) => node !== "");
}

/** A text object: plain_text (emoji unless told not to) or mrkdwn (links and names unless verbatim). */
export function textObject(object, reader) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text, reader);
  return object.emoji === false ? [unescape(object.text)] : plain(object.text);
}

/** The words alone, for accessible names and titles. */
export function wordsOf(object) {
  return h("span", {}, plain(object?.text ?? "")).textContent;
}
