/** The only module that speaks to the workspace; docs/reference/local-workspace.md is its other half. */

/** The workspace said no; `detail` is a sentence that says what to do. */
export class Refused extends Error {
  constructor(code, detail) {
    super(detail || code);
    this.code = code;
  }
}

async function answerOf(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error ?? `http_${response.status}`, body.detail);
  return body;
}

export async function read(path, query = {}) {
  const known = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const response = await fetch(`/local/${path}?${new URLSearchParams(known)}`);
  return answerOf(response);
}

export async function act(path, body, method = "POST") {
  const response = await fetch(`/local/${path}`, {
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return answerOf(response);
}

/** Hands a file over in the name of *as*; answers `{file: {id, name, …}}`. */
export async function give(file, as) {
  const query = new URLSearchParams({ as, name: file.name });
  return answerOf(await fetch(`/local/file?${query}`, { method: "POST", body: file }));
}

/** Calls *onchange* with each `{kind, channel, thread}`, and with `{kind: "lost"}` / `{kind: "back"}` around an outage. */
export function changes(as, onchange) {
  const stream = new EventSource(`/local/changes?${new URLSearchParams({ as })}`);
  let lost = false;
  stream.addEventListener("change", (event) => onchange(JSON.parse(event.data)));
  stream.addEventListener("error", () => {
    lost = true;
    onchange({ kind: "lost" });
  });
  stream.addEventListener("open", () => {
    if (lost) onchange({ kind: "back" });
    lost = false;
  });
  return () => stream.close();
}
