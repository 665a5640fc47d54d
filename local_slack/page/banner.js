/** One line under the clock when something needs doing: the app is not connected, or the workspace is gone. */

import { h } from "./dom.js";
import { world } from "./world.js";

export function drawBanner(node, { lost }) {
  const words = lost ? gone() : unconnected();
  node.hidden = !words;
  node.replaceChildren(...(words ?? []));
}

const gone = () => [
  h("strong", {}, "The workspace does not answer."),
  " Start it again; this page comes back by itself.",
];

function unconnected() {
  const { app } = world;
  if (app.connections > 0 || app.delivery === "http") return null;
  return [
    h("strong", {}, `${app.name || "The app"} is not connected.`),
    " Start it with ",
    h("code", {}, "kaizen local"),
    ", or point a running bot at ",
    h("code", {}, `KAIZEN_SLACK_API_URL=${location.origin}/api/`),
    ".",
  ];
}
