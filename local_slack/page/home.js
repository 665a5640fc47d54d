/** The app's Home tab. */

import { drawBlock } from "./blocks.js";
import { h } from "./dom.js";
import { patch } from "./patching.js";
import { read } from "./reading.js";
import { homeSurface } from "./surfaces.js";
import { reader, world } from "./world.js";

export class Home {
  #opened = false;

  constructor() {
    this.inner = h("div", { class: "home-inner" });
    this.node = h("div", { class: "home", tabindex: 0, role: "region", "aria-label": "Home" }, this.inner);
  }

  /** The first reading tells the app that its Home was opened. */
  async refresh() {
    const open = this.#opened ? null : 1;
    this.#opened = true;
    const { view } = await read("home", { as: world.as, open });
    this.#draw(view);
  }

  #draw(view) {
    const surface = view && homeSurface(view);
    const nothing = {
      block_id: "nothing",
      type: "section",
      text: { type: "plain_text", text: `${world.app.name} has not shown anything here yet.` },
    };
    patch(this.inner, view?.blocks ?? [nothing], {
      key: (block) => block.block_id,
      signature: (block) => JSON.stringify([block, reader().zone, world.as]),
      render: (block) => drawBlock(block, surface ?? { reader: reader(), kind: "home" }),
    });
  }
}
