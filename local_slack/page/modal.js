/** One view of the stack: title, blocks, and the buttons that submit or close it. */

import { doing } from "./acting.js";
import { drawBlock } from "./blocks.js";
import { h, iconButton } from "./dom.js";
import { wordsOf } from "./mrkdwn.js";
import { patch } from "./patching.js";
import { viewSurface } from "./surfaces.js";
import { showBusy } from "./waiting.js";

export class Panel {
  #errors = {};

  constructor(onstack) {
    this.onstack = onstack;
    this.title = h("h2", { id: "modal-title" });
    this.back = iconButton("back", "Back", () => this.close());
    this.body = h("div", { class: "modal-body" });
    this.trouble = h("div", { class: "field-error modal-trouble", role: "alert" });
    this.foot = h("footer", { class: "modal-foot" });
    const head = h(
      "header",
      { class: "modal-head" },
      this.back,
      this.title,
      iconButton("close", "Close", () => this.close()),
    );
    this.node = h(
      "form",
      { class: "modal-panel", novalidate: true, onsubmit: (event) => this.#submit(event) },
      head,
      this.body,
      this.trouble,
      this.foot,
    );
  }

  show(view, { isStacked }) {
    if (view.hash !== this.view?.hash) this.#errors = {};
    this.view = view;
    this.title.textContent = wordsOf(view.title);
    this.back.hidden = !isStacked;
    this.#draw();
    this.#drawFoot();
  }

  #surface() {
    return {
      ...viewSurface(this.view),
      errorAt: (block) => this.#errors[block.block_id],
      edited: (block) => this.#forgive(block),
    };
  }

  #draw() {
    const surface = this.#surface();
    patch(this.body, this.view.blocks, {
      key: (block) => block.block_id,
      signature: (block) => JSON.stringify([block, this.#errors[block.block_id] ?? null]),
      render: (block) => drawBlock(block, surface),
    });
  }

  #drawFoot() {
    const { close, submit } = this.view;
    const needsSubmit = submit || this.view.blocks.some((block) => block.type === "input");
    const send =
      needsSubmit &&
      h("button", { type: "submit", class: "button button-primary" }, submit ? wordsOf(submit) : "Submit");
    const sign = JSON.stringify([close, submit, needsSubmit]);
    if (this.foot.dataset.sign === sign) return;
    this.foot.dataset.sign = sign;
    this.foot.replaceChildren(
      h(
        "button",
        { type: "button", class: "button", onclick: () => this.close() },
        close ? wordsOf(close) : "Close",
      ),
      send || "",
    );
  }

  /** An error goes away as soon as its field is edited; the block is drawn again around the caret. */
  #forgive(block) {
    if (!this.#errors[block.block_id]) return;
    delete this.#errors[block.block_id];
    this.#draw();
  }

  focusFirst() {
    const first =
      this.body.querySelector("[autofocus], .block-input [data-field]") ??
      this.foot.querySelector("[type=submit]") ??
      this.foot.querySelector("button");
    first?.focus({ preventScroll: true });
  }

  async #submit(event) {
    event.preventDefault();
    const button = this.foot.querySelector("[type=submit]");
    if (!button || button.disabled) return;
    button.disabled = true;
    this.trouble.textContent = "";
    try {
      await showBusy(button, this.#send());
    } finally {
      button.disabled = false;
    }
  }

  async #send() {
    const values = this.#surface().typed.values(this.view.blocks);
    try {
      const answer = await doing("submit", { view: this.view.id, values });
      if (answer.response_action === "errors") this.#showErrors(answer.errors);
      else this.onstack(answer.stack);
    } catch (refusal) {
      // What was typed stays, so that the person can try again.
      this.trouble.textContent = `We had some trouble connecting. ${refusal.message} Try again?`;
    }
  }

  #showErrors(errors) {
    this.#errors = errors;
    this.#draw();
    const wrong = this.view.blocks.find((block) => errors[block.block_id]);
    if (!wrong) this.trouble.textContent = Object.values(errors).join(" ");
    const block = wrong && this.body.querySelector(`[data-block="${CSS.escape(wrong.block_id)}"]`);
    block?.scrollIntoView({ block: "nearest" });
    block?.querySelector("[data-field]")?.focus();
  }

  async close() {
    await showBusy(
      this.node,
      doing("close", { view: this.view.id }).then((answer) => this.onstack(answer.stack)),
    );
  }
}
