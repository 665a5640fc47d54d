/** Waiting without fuss: nothing shows for 300 ms, then something quiet does. */

import { say } from "./notices.js";

const QUIET_MS = 300;

/** Marks *node* as busy if *work* takes long, and says why when it fails. Answers what the work answered. */
export async function showBusy(node, work) {
  const timer = setTimeout(() => node.setAttribute("aria-busy", "true"), QUIET_MS);
  try {
    return await work;
  } catch (refusal) {
    say(refusal.message);
    return undefined;
  } finally {
    clearTimeout(timer);
    node.removeAttribute("aria-busy");
  }
}

/** The same for what has no button of its own: the line under the page's top edge. */
export const showWaiting = (work) => showBusy(document.body, work);
