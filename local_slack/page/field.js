/**
 * One interactive element on one surface. It knows its state, keeps what is typed, and tells the app
 * when Slack would: elements in sections and actions at once, those in inputs only with dispatch_action.
 */

import { confirmed } from "./confirming.js";
import { heldBy, selectedOf, stateOf } from "./states.js";
import { showBusy } from "./waiting.js";

export class Field {
  constructor({ surface, block, element, label = "", describedBy = "" }) {
    Object.assign(this, { surface, block, element, label, describedBy });
  }

  get state() {
    return this.surface.typed.of(this.block, this.element);
  }

  get held() {
    return heldBy(this.state);
  }

  /** The name that finds the same field again after a re-drawing. */
  get name() {
    return `${this.block.block_id}/${this.element.action_id}`;
  }

  get isRequired() {
    return this.block.type === "input" && !this.block.optional;
  }

  get tellsApp() {
    return this.block.type !== "input" || this.block.dispatch_action === true;
  }

  /** Attributes that every control carries. */
  get attributes() {
    return {
      "data-field": this.name,
      "aria-label":
        this.label ||
        this.element.accessibility_label ||
        this.element.placeholder?.text ||
        this.element.action_id,
      "aria-describedby": this.describedBy || null,
      "aria-required": this.isRequired ? "true" : null,
      "aria-invalid": this.surface.errorAt?.(this.block) ? "true" : null,
      autofocus: this.element.focus_on_load || null,
    };
  }

  /** Keeps a value without telling anybody (typing). */
  keep(value) {
    this.surface.typed.put(this.block, this.element, stateOf(this.element, value));
    this.surface.edited?.(this.block);
  }

  /** Keeps a value and tells the app if it wants to know. Answers whether the choice stands. */
  async choose(value) {
    const before = this.held;
    this.keep(value);
    if (!this.tellsApp) return true;
    if (await this.tell(selectedOf(this.state))) return true;
    this.keep(before);
    return false;
  }

  /** Sends the click, after the confirmation the app may have asked for. */
  async tell(selected, busy = document.body) {
    if (!(await confirmed(this.element.confirm, this.surface.reader))) return false;
    // A choice stands even if the app fails: it can be made again, and the timeline shows what happened.
    await showBusy(busy, this.surface.click({ block: this.block, element: this.element, selected }));
    return true;
  }
}
