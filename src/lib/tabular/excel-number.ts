/** At most 15 digits: what Excel keeps of a number. A longer one, such as an identity number, stays text. */
const decimalNumber = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?$/;

/** Whether a program that counts in binary floats shows this decimal again digit for digit. */
export const isShortNumber = (text: string): boolean =>
  decimalNumber.test(text) && text.replace(/\D/g, "").length <= 15;
