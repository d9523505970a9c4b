// On the server only: the table of Traditional characters weighs about 100 kB.
import { from, to } from "opencc-js/preset/t2cn";

/**
 * Search in names and codes by an equality table of grams (`settled.md` 11): a record stores `gramsOf(name)`, a search
 * asks for records that hold every one of `queryGrams(words)`.
 *
 * Recall: a record is always found by any stretch of its Chinese characters, by any leading part of any of its words
 * or numbers, and by several of these together in any order, whatever the width, case, accents or script (Traditional
 * or Simplified) of either side. Not found: the middle of a Latin word or number ('oly' in 'Holy'), a typing error, a
 * stretch of Chinese across a Latin word, and words beyond the first `MAX_GRAMS` grams of an over-long name (none of
 * the 3,641 names in the Hong Kong list comes near it).
 * Precision: grams say nothing of order, so three or more characters may stand apart in the record, and Latin words
 * are told apart by their first eight letters only. Order results by relevance where that matters.
 */
const MAX_GRAMS = 120;
const MAX_QUERY_GRAMS = 16;
/** Longest prefix kept of a word of letters, and of a word with digits (a pupil number has 19 characters). */
const LETTERS = 8;
const DIGITS = 20;
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u;
const CJK_RUN = new RegExp(`${CJK.source}+`, "gu");
const CJK_GAP = new RegExp(`(?<=${CJK.source}) (?=${CJK.source})`, "gu");
/** Apostrophes within a word, and accents (other combining signs carry vowels in some scripts and stay). */
const DROPPED = /['’ʼ`]|[\u0300-\u036f]/gu;
const OTHER = /[^\p{L}\p{M}\p{N}]+/gu;

const simplifications = new Map<string, string>();
for (const [dictionaries, via] of [
  [to.cn, undefined],
  [from.hk, simplifications],
] as const) {
  for (const [variant, standard] of singleCharacters(dictionaries ?? [])) {
    if (!simplifications.has(variant)) simplifications.set(variant, via?.get(standard) ?? standard);
  }
}

/**
 * The form in which texts are compared: compatibility forms, case, accents and Traditional characters folded,
 * punctuation gone, no space between Chinese characters, one space around words of other scripts.
 */
export function foldText(text: string): string {
  return words(text).replace(CJK_GAP, "");
}

/** What a record stores for one name or code: at most 120 different grams, those of the leading words first. */
export function gramsOf(text: string): string[] {
  const grams = new Set<string>();
  for (const word of pieces(foldText(text))) {
    const found = CJK.test(word) ? [...characters(word), ...pairs(word)] : prefixes(word);
    for (const gram of found) {
      if (grams.size >= MAX_GRAMS) return [...grams];
      grams.add(gram);
    }
  }
  return [...grams];
}

/** Grams that all have to be present, at most 16; empty when the words hold nothing that can be searched. */
export function queryGrams(text: string): string[] {
  const grams = new Set<string>();
  for (const word of pieces(words(text))) {
    if (CJK.test(word)) for (const gram of word.length > 1 ? pairs(word) : [word]) grams.add(gram);
    else grams.add(prefixes(word).at(-1) ?? "");
    if (grams.size >= MAX_QUERY_GRAMS) break;
  }
  return [...grams].slice(0, MAX_QUERY_GRAMS);
}

/** Folded, with every break between words kept as one space. */
function words(text: string): string {
  const folded = text.toWellFormed().normalize("NFKC").toLowerCase().normalize("NFKD").replace(DROPPED, "");
  return Array.from(folded.normalize("NFKC"), simplify).join("").replace(OTHER, " ").trim();
}

function simplify(character: string): string {
  const once = simplifications.get(character) ?? character;
  return simplifications.get(once) ?? once;
}

/** Runs of Chinese characters and words of other scripts, in order. */
function pieces(folded: string): string[] {
  return folded
    .replace(CJK_RUN, " $& ")
    .split(" ")
    .filter((word) => word !== "");
}

function characters(run: string): string[] {
  return Array.from(run);
}

function pairs(run: string): string[] {
  const all = characters(run);
  return all.length < 2 ? all : all.slice(1).map((character, at) => `${all[at]}${character}`);
}

function prefixes(word: string): string[] {
  const letters = characters(word).slice(0, /\p{N}/u.test(word) ? DIGITS : LETTERS);
  return letters.map((_, at) => letters.slice(0, at + 1).join(""));
}

function* singleCharacters(groups: (typeof to)[string]): Generator<[string, string]> {
  for (const dictionary of groups.flat()) {
    if (typeof dictionary !== "string") continue;
    for (const entry of dictionary.split("|")) {
      const [variant = "", standard = ""] = entry.split(" ");
      if (characters(variant).length === 1 && characters(standard).length === 1) yield [variant, standard];
    }
  }
}
