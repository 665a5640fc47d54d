/** The state of input elements in Slack's own shapes: what is initial, what was typed, what a click tells. */

const SHAPES = {
  plain_text_input: ["value", "initial_value"],
  number_input: ["value", "initial_value"],
  email_text_input: ["value", "initial_value"],
  url_text_input: ["value", "initial_value"],
  rich_text_input: ["rich_text_value", "initial_value"],
  static_select: ["selected_option", "initial_option"],
  external_select: ["selected_option", "initial_option"],
  radio_buttons: ["selected_option", "initial_option"],
  overflow: ["selected_option", null],
  multi_static_select: ["selected_options", "initial_options"],
  multi_external_select: ["selected_options", "initial_options"],
  checkboxes: ["selected_options", "initial_options"],
  users_select: ["selected_user", "initial_user"],
  multi_users_select: ["selected_users", "initial_users"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
  channels_select: ["selected_channel", "initial_channel"],
  multi_channels_select: ["selected_channels", "initial_channels"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
  file_input: ["files", null],
};

export const isStateful = (type) => type in SHAPES;
export const isMulti = (type) => type.startsWith("multi_") || type === "checkboxes" || type === "file_input";

const nothing = (type) => (isMulti(type) ? [] : null);

export function initialState(element) {
  const [held, initial] = SHAPES[element.type];
  return { type: element.type, [held]: element[initial] ?? nothing(element.type) };
}

export const stateOf = (element, value) => ({ type: element.type, [SHAPES[element.type][0]]: value });

/** The value held: a string, an option, a list of either, or null. */
export const heldBy = (state) => state[SHAPES[state.type][0]] ?? nothing(state.type);

/** What the member interface wants to be told when the element is used. */
export function selectedOf(state) {
  const held = heldBy(state);
  const { type } = state;
  if (/_input$/.test(type)) return { value: held };
  if (type === "datepicker") return { date: held };
  if (type === "timepicker") return { time: held };
  if (type === "datetimepicker") return { at: held };
  const many = isMulti(type);
  if (type.endsWith("users_select")) return { [many ? "users" : "user"]: held };
  if (/(channels|conversations)_select$/.test(type)) return { [many ? "channels" : "channel"]: held };
  return many ? { values: held.map((option) => option.value) } : { value: held?.value ?? null };
}

/**
 * What was typed on one surface (a view, a message, the Home tab), by block_id and action_id.
 * It outlives re-drawing: an update with the same ids keeps what people typed, as Slack does.
 */
export class Typed {
  #values = new Map();

  constructor(known = {}) {
    this.known = known;
  }

  of(block, element) {
    const typed = this.#values.get(keyOf(block, element));
    if (typed?.type === element.type) return typed;
    const known = this.known?.[block.block_id]?.[element.action_id];
    return known?.type === element.type ? known : initialState(element);
  }

  put(block, element, state) {
    this.#values.set(keyOf(block, element), state);
  }

  /** `{block_id: {action_id: state}}` of every stateful element in *blocks*. */
  values(blocks) {
    const all = {};
    for (const block of blocks) {
      for (const element of elementsOf(block).filter(
        (one) => isStateful(one.type) && one.type !== "overflow",
      )) {
        (all[block.block_id] ??= {})[element.action_id] = this.of(block, element);
      }
    }
    return all;
  }
}

const keyOf = (block, element) => `${block.block_id}\n${element.action_id}`;

export function elementsOf(block) {
  const found = [block.element, block.accessory, ...(block.type === "actions" ? block.elements : [])];
  return found.filter(Boolean);
}
