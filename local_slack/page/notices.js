/** Short sentences that come and go at the lower edge, and the line that screen readers hear. */

import { h } from "./dom.js";

const STAYS_MS = 8000;

export function say(sentence) {
  const corner = document.getElementById("notices");
  const notice = h("div", { class: "notice", role: "alert" }, sentence);
  corner.append(notice);
  setTimeout(() => notice.remove(), STAYS_MS);
}

/** Spoken, not shown. */
export function announce(sentence) {
  document.getElementById("announcer").textContent = sentence;
}
