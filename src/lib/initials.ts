// On the server only: the table of readings weighs about 300 kB.
import { pinyin } from "pinyin-pro";
import { foldText } from "./grams.ts";

/**
 * First letters of a text as it is read: 'qhsdsxx' for 清河市第三小学. Letters and digits stay as they are; a character
 * with several readings takes the one of its phrase (重庆 is 'cq').
 */
export function initialsOf(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  const letters = pinyin(foldText(text), { pattern: "first", toneType: "none", type: "array" });
  const initials = letters
    .join("")
    .normalize("NFD")
    .replace(/[^a-z\d]/g, "");
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, initials);
  return initials;
}

/** Reading a name costs ten times as much as comparing it. */
const known = new Map<string, string>();
const MOST_KNOWN = 20_000;

const HAN = /\p{Script=Han}/u;
const MARK = "~";
const MOST_PAIRS = 40;

const pairsOf = (letters: string) =>
  Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => `${MARK}${letters.slice(at, at + 2)}`);

/** Grams by which a Chinese name is found from the initials of any stretch of it; none for other names. */
export function initialGramsOf(name: string): string[] {
  return HAN.test(name) ? [...new Set(pairsOf(initialsOf(name)))].slice(0, MOST_PAIRS) : [];
}

/** Grams that a search by initials asks for; none where the words cannot be initials. */
export function initialGramsIn(query: string): string[] {
  const letters = foldText(query);
  return /^[a-z][a-z\d]{1,15}$/.test(letters) ? [...new Set(pairsOf(letters))] : [];
}

/** Whether one of the texts holds what was typed: as it is written, or as the initials of its characters. */
export function isNamed(texts: readonly string[], query: string): boolean {
  const wanted = foldText(query);
  if (wanted === "") return true;
  const byInitials = initialGramsIn(query).length > 0;
  return texts.some(
    (text) => foldText(text).includes(wanted) || (byInitials && HAN.test(text) && initialsOf(text).includes(wanted)),
  );
}
