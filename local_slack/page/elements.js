/** Which module draws which element. */

import { button, checkboxes, overflow, radioButtons } from "./choices.js";
import { h } from "./dom.js";
import { fileInput } from "./file_input.js";
import { select } from "./selecting.js";
import {
  datePicker,
  datetimePicker,
  emailInput,
  numberInput,
  richTextInput,
  textInput,
  timePicker,
  urlInput,
} from "./text_inputs.js";

const ELEMENTS = {
  button,
  overflow,
  checkboxes,
  radio_buttons: radioButtons,
  plain_text_input: textInput,
  number_input: numberInput,
  email_text_input: emailInput,
  url_text_input: urlInput,
  rich_text_input: richTextInput,
  file_input: fileInput,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: datetimePicker,
  image: ({ element }) =>
    h("img", {
      class: "accessory-image",
      src: element.image_url ?? element.slack_file?.local_url ?? element.local_url,
      alt: element.alt_text,
    }),
};

for (const kind of ["static", "external", "users", "channels", "conversations"]) {
  ELEMENTS[`${kind}_select`] = select;
  ELEMENTS[`multi_${kind}_select`] = select;
}

export const isDrawn = (type) => type in ELEMENTS;
export const drawElement = (field) => ELEMENTS[field.element.type](field);
