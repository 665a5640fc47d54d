/** Doing something as the member one acts as; a refusal becomes an exception with a sentence. */

import { act, Refused } from "./reading.js";
import { world } from "./world.js";

const SENTENCES = {
  dispatch_failed: "The app answered with an error. The timeline shows what it said.",
  operation_timeout: "The app did not answer within 3 seconds.",
  app_not_connected: "The app is not connected.",
};

export async function doing(path, body) {
  const answer = await act(path, { as: world.as, ...body });
  if (answer.ok === false) throw new Refused(answer.error, answer.detail ?? SENTENCES[answer.error]);
  return answer;
}
