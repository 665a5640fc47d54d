/**
 * Where one is, kept in the URL's hash so that a link or a reload shows the same:
 * #/as/U1/channel/C1/thread/1700000000.000100, #/as/U1/home, and /timeline at the end of either. Slack's own permalinks (/archives/C1/p1700000000000100) lead to the same places.
 */

const NAMED = ["as", "channel", "thread", "message"];
const FLAGS = ["home", "timeline"];

export function parse(hash) {
  const words = hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decodeURIComponent);
  const found = {};
  while (words.length) {
    const word = words.shift();
    if (NAMED.includes(word)) found[word] = words.shift();
    else if (FLAGS.includes(word)) found[word] = true;
  }
  return found;
}

export function format(place) {
  const named = NAMED.filter((name) => place[name]).map(
    (name) => `/${name}/${encodeURIComponent(place[name])}`,
  );
  const flags = FLAGS.filter((name) => place[name]).map((name) => `/${name}`);
  return `#${named.join("")}${flags.join("")}`;
}

/** The place that a permalink of this workspace means, or null. */
export function ofPermalink(address) {
  const url = new URL(address, location.href);
  const found =
    url.origin === location.origin && url.pathname.match(/^\/archives\/([^/]+)(?:\/p(\d{10})(\d{6}))?$/);
  if (!found) return null;
  const [, channel, seconds, rest] = found;
  return {
    channel,
    home: null,
    thread: url.searchParams.get("thread_ts"),
    message: seconds ? `${seconds}.${rest}` : null,
  };
}

export const here = () => parse(location.hash);

/** Goes to the present place with *changed* parts; a part set to null is left out. */
export function go(changed, { replace = false } = {}) {
  const target = format({ ...here(), ...changed });
  if (target === location.hash) return;
  if (replace) location.replace(target);
  else location.hash = target;
}

export const toConversation = (channel) => go({ channel, thread: null, home: null, message: null });
export const toHome = () => go({ channel: null, thread: null, home: true, message: null });
export const toThread = (channel, thread) =>
  go({ channel, thread, home: null, timeline: null, message: null });
