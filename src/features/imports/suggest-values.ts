import type { OwnershipGroup, Stage } from "#generated/prisma/enums.ts";
import { foldText } from "#lib/grams.ts";
import type { ChoiceField } from "./fields.ts";
import type { NewDistrict, NewOwnership } from "./mapping.ts";
import type { City } from "./read-row.ts";

type Listed = { code: string; nameEn: string; nameZh: string };

/** The first rule that fits decides; texts as `foldText` gives them. */
const STAGE_RULES: readonly (readonly [RegExp, readonly Stage[]])[] = [
  [/\bspecial\b|特殊|特教|启智|启聪|启明|盲|聋/u, ["SPECIAL"]],
  [/十二年|12年|\bk ?12\b|\ball through\b/u, ["PRIMARY", "JUNIOR", "SENIOR"]],
  [/九年|9年|\bnine year/u, ["PRIMARY", "JUNIOR"]],
  [/幼|托儿|学前|kindergarten|\bpre ?school|\bpre ?primary|\bnursery|\bearly years/u, ["PRESCHOOL"]],
  [/小学|教学点|\bprimary\b|\belementary\b/u, ["PRIMARY"]],
  [/初级中|初中|\bjunior\b|\blower secondary\b|\bmiddle school/u, ["JUNIOR"]],
  [/高级中|高中|\bsenior\b|\bupper secondary\b|\bhigh school/u, ["SENIOR"]],
  [/完全中学|完中|中学|\bsecondary\b/u, ["JUNIOR", "SENIOR"]],
];

const OTHER_RULES: Record<"settlement" | "status" | "boarding", readonly (readonly [RegExp, string])[]> = {
  settlement: [
    [/乡村|农村|^村|\brural\b|\bvillage\b/u, "RURAL"],
    [/镇|\btown\b/u, "TOWN"],
    [/城|\burban\b|\bcity\b/u, "URBAN"],
  ],
  status: [
    [/\bclosed\b|停办|关闭|撤销|注销|终止/u, "CLOSED"],
    [/\bopen\b|\bactive\b|\boperating\b|正常|在办|开办|运营|在用/u, "OPEN"],
  ],
  boarding: [
    [/^(?:no|n|false|0)$|\bday\b|\bnon\b|否|非|无|走读/u, "NO"],
    [/^(?:yes|y|true|1)$|\bboard|是|有|寄宿/u, "YES"],
  ],
};

const GROUP_RULES: readonly (readonly [RegExp, OwnershipGroup])[] = [
  [/普惠|\binclusive\b/u, "INCLUSIVE_PRIVATE"],
  [/\bprivate\b|\bindependent\b|民办|私立/u, "PRIVATE"],
  [/\bgovernment\b|\bpublic\b|\bstate\b|\baided\b|\bsubsid|\bcaput\b|公|官|政府|资助|津贴|教育部门|集体/u, "PUBLIC"],
];

/** What a value most likely means: codes or names of ours; nothing where that cannot be said. */
export function suggestMeaning(field: ChoiceField, value: string, city: City): string[] {
  const text = foldText(value);
  if (field === "district") return codeNamed(value, city.districts);
  if (field === "ownership") return codeNamed(value, city.ownerships);
  if (field === "stages") return stagesNamed(text);
  if (field === "stagesFirst") return stagesNamed(text).filter((stage) => stage === "SPECIAL");
  const rule = OTHER_RULES[field].find(([pattern]) => pattern.test(text));
  return rule ? [rule[1]] : [];
}

/** Every stage that the text names; 'primary and secondary school' names three. */
function stagesNamed(text: string): Stage[] {
  const found = STAGE_RULES.filter(([pattern]) => pattern.test(text)).flatMap(([, stages]) => stages);
  if (found.includes("SPECIAL")) return ["SPECIAL"];
  const whole = STAGE_RULES.slice(1, 3).find(([pattern]) => pattern.test(text));
  if (whole) return [...whole[1]];
  const oneCycle = /初级中|初中|高级中|高中|\bjunior\b|\bsenior\b|\blower\b|\bupper\b/u.test(text);
  const named = oneCycle
    ? STAGE_RULES.slice(0, -1).flatMap(([pattern, stages]) => (pattern.test(text) ? stages : []))
    : found;
  return [...new Set(named)];
}

/** Code of the entry that goes by this name or code; nothing where none or several do. */
function codeNamed(value: string, list: readonly Listed[]): string[] {
  const exact = list.filter((one) =>
    [one.code, one.nameEn, one.nameZh].some((name) => name && foldText(name) === foldText(value)),
  );
  if (exact.length > 0) return exact.slice(0, 1).map(({ code }) => code);
  const core = coreName(value);
  const near = list.filter(
    (one) => core.length > 0 && [one.nameEn, one.nameZh].some((name) => coreName(name) === core),
  );
  return near.length === 1 ? near.map(({ code }) => code) : [];
}

/** A place's name without the word for what it is. */
function coreName(name: string): string {
  return foldText(name).replace(/(?:新区|自治县|区|县|市)$|\s+(?:district|county|city|area)$/u, "");
}

/** A district that the city does not have yet, named as the file names it. */
export function newDistrict(value: string, other: string, taken: ReadonlySet<string>): NewDistrict {
  const names = bothNames(value, other);
  return { code: freeCode(names, taken, 20), ...names };
}

/** A kind of ownership that the city does not have yet, in the group that its name suggests. */
export function newOwnership(value: string, other: string, taken: ReadonlySet<string>): NewOwnership {
  const names = bothNames(value, other);
  const text = foldText(`${value} ${other}`);
  const group = GROUP_RULES.find(([pattern]) => pattern.test(text))?.[1] ?? "PRIVATE";
  return { code: freeCode(names, taken, 40), ...names, group };
}

function bothNames(value: string, other: string): { nameEn: string; nameZh: string } {
  const texts = [value, other].filter(Boolean);
  const nameZh = texts.find((text) => /\p{Script=Han}/u.test(text)) ?? "";
  const nameEn = texts.find((text) => !/\p{Script=Han}/u.test(text)) ?? "";
  return { nameEn: quietCase(nameEn).slice(0, 80), nameZh: nameZh.slice(0, 80) };
}

/** Text all in capitals as it would stand in running text. */
function quietCase(text: string): string {
  if (text !== text.toUpperCase()) return text;
  const words = text.toLowerCase().replace(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase());
  return words.replace(/(?<=\s)(?:And|Of|The|In|For)(?=\s)/gu, (word) => word.toLowerCase());
}

function freeCode(names: { nameEn: string; nameZh: string }, taken: ReadonlySet<string>, length: number): string {
  const latin = names.nameEn
    .normalize("NFKD")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/gu, "-")
    .replace(/^-|-$/gu, "");
  const base = (latin || names.nameZh || "X").slice(0, length);
  if (!taken.has(base)) return base;
  for (let count = 2; ; count += 1) {
    const code = `${base.slice(0, length - String(count).length - 1)}-${count}`;
    if (!taken.has(code)) return code;
  }
}
