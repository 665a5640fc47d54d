/** Dates as Slack writes them, always in the zone of the person who reads. */

const HALF_A_YEAR = 182;
const HOUR = 3600;

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key))
    formats.set(key, new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", ...options }));
  return formats.get(key);
}

function parts(epoch, zone) {
  const shape = {
    year: "numeric",
    month: "long",
    day: "numeric",
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  };
  return Object.fromEntries(
    format(zone, shape)
      .formatToParts(epoch * 1000)
      .map(({ type, value }) => [type, value]),
  );
}

const dayNumber = (p) => Math.round(Date.parse(`${p.month} ${p.day}, ${p.year} UTC`) / 86_400_000);

function ordinal(day) {
  const tens = day % 100;
  const suffix = tens > 10 && tens < 14 ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[day % 10] ?? "th");
  return `${day}${suffix}`;
}

/** Slack leaves the year out when the date is less than six months away. */
const year = (p, now) => (Math.abs(dayNumber(p) - dayNumber(now)) < HALF_A_YEAR ? "" : `, ${p.year}`);

function relativeDay(p, now) {
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[dayNumber(p) - dayNumber(now)];
}

function ago(epoch, nowEpoch) {
  const seconds = nowEpoch - epoch;
  const size = Math.abs(seconds);
  const [count, unit] =
    size < 60
      ? [0, "minute"]
      : size < HOUR
        ? [size / 60, "minute"]
        : size < 24 * HOUR
          ? [size / HOUR, "hour"]
          : [size / (24 * HOUR), "day"];
  if (count === 0) return "just now";
  const words = `${Math.floor(count)} ${unit}${Math.floor(count) === 1 ? "" : "s"}`;
  return seconds >= 0 ? `${words} ago` : `in ${words}`;
}

const isoDay = (p) => new Date(dayNumber(p) * 86_400_000).toISOString().slice(0, 10);

const TOKENS = {
  date_num: (p) => isoDay(p),
  date_slash: (p) => isoDay(p).replace(/(\d+)-(\d+)-(\d+)/, "$3/$2/$1"),
  date: (p, now) => `${p.month} ${ordinal(p.day)}${year(p, now)}`,
  date_short: (p, now) => `${p.month.slice(0, 3)} ${p.day}${year(p, now)}`,
  date_long: (p, now) => `${p.weekday}, ${p.month} ${ordinal(p.day)}${year(p, now)}`,
  date_long_full: (p) => `${p.month} ${p.day}, ${p.year}`,
  date_pretty: (p, now) => relativeDay(p, now) ?? TOKENS.date(p, now),
  date_short_pretty: (p, now) => relativeDay(p, now) ?? TOKENS.date_short(p, now),
  date_long_pretty: (p, now) => relativeDay(p, now) ?? TOKENS.date_long(p, now),
  day_divider_pretty: (p, now) => relativeDay(p, now) ?? TOKENS.date_long(p, now),
  time: (p) => `${p.hour}:${p.minute}`,
  time_secs: (p) => `${p.hour}:${p.minute}:${p.second}`,
};

/** Fills Slack's `{date_short_pretty} at {time}`; a relative day at the very beginning gets a capital. */
export function fill(pattern, epoch, reader) {
  const moment = parts(epoch, reader.zone);
  const now = parts(reader.now(), reader.zone);
  return pattern.replace(/\{(\w+)\}/g, (written, token, offset) => {
    if (token === "ago") return ago(epoch, reader.now());
    const words = TOKENS[token]?.(moment, now) ?? written;
    return offset === 0 ? words[0].toUpperCase() + words.slice(1) : words;
  });
}

export const clockTime = (epoch, reader) => fill("{time}", epoch, reader);
export const dayTitle = (epoch, reader) => fill("{day_divider_pretty}", epoch, reader);
export const full = (epoch, reader) => fill("{date_long} at {time_secs}", epoch, reader);

/** "Today at 10:02" as a thread's summary says it. */
export const lastReply = (epoch, reader) =>
  fill("{date_short_pretty} at {time}", epoch, reader).replace(/^[TY]/, (first) => first.toLowerCase());

export const wallClock = (epoch, zone) =>
  format(zone, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  }).format(epoch * 1000);

export const localTime = (epoch, zone) =>
  format(zone, { hour: "2-digit", minute: "2-digit" }).format(epoch * 1000);

/** Epoch seconds → what a datetime-local field shows in *zone*, and back. */
export function toLocalField(epoch, zone) {
  const p = parts(epoch, zone);
  return `${isoDay(p)}T${p.hour}:${p.minute}`;
}

export function fromLocalField(text, zone) {
  const wanted = Date.parse(`${text}:00Z`) / 1000;
  // Twice, because the offset at the first guess may lie on the other side of a clock change.
  let guess = wanted;
  for (let round = 0; round < 2; round += 1)
    guess += wanted - Date.parse(`${toLocalField(guess, zone)}:00Z`) / 1000;
  return guess;
}
