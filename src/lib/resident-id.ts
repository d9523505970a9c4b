import { type PlainDate, parsePlainDate } from "./plain-date.ts";

/** Where the number was issued; 'fictitious' is prefix 99, unallocated in GB/T 2260 and used for demo people. */
export type ResidentIdKind = "mainland" | "hongKong" | "macao" | "taiwan" | "fictitious";

export type ResidentIdCheck =
  | { ok: true; id: string; kind: ResidentIdKind; area: string; birthDate: PlainDate; sex: "male" | "female" }
  | { ok: false; error: "error.idShape" | "error.idArea" | "error.idBirthDate" | "error.idCheck" };

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK = "10X98765432";
/** First two digits of GB/T 2260 divisions that issue numbers; 71 was given to residents born in Taiwan. */
const PROVINCES = new Set(
  (
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 " + "81 82 83 99"
  ).split(" "),
);
const PERMITS: Readonly<Record<string, ResidentIdKind>> = {
  "810000": "hongKong",
  "820000": "macao",
  "830000": "taiwan",
};

/**
 * 公民身份号码 by GB 11643, and residence permits for people of Hong Kong, Macao and Taiwan, which share its form
 * (areas 810000, 820000, 830000). Full-width forms, spaces and a small x are put right first.
 * @param today birth dates after it are refused
 */
export function checkResidentId(text: string, today: PlainDate): ResidentIdCheck {
  const id = text.normalize("NFKC").replace(/\s/gu, "").toUpperCase();
  if (!/^\d{17}[\dX]$/.test(id)) return { ok: false, error: "error.idShape" };
  const area = id.slice(0, 6);
  const kind = kindOf(area);
  if (!kind) return { ok: false, error: "error.idArea" };
  const birthDate = birthDateOf(id.slice(6, 14), today);
  if (!birthDate) return { ok: false, error: "error.idBirthDate" };
  if (residentIdCheckDigit(id.slice(0, 17)) !== id[17]) return { ok: false, error: "error.idCheck" };
  return { ok: true, id, kind, area, birthDate, sex: Number(id[16]) % 2 === 1 ? "male" : "female" };
}

/** The 18th character for 17 digits (ISO 7064 MOD 11-2). Throws RangeError when they are not 17 digits. */
export function residentIdCheckDigit(body: string): string {
  if (!/^\d{17}$/.test(body)) throw new RangeError("a resident identity number's body has 17 digits");
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return CHECK.charAt(sum % 11);
}

/** The day eight digits name, undefined when it does not exist, lies before 1800 or after `today`. */
export function birthDateOf(digits: string, today: PlainDate): PlainDate | undefined {
  const date = parsePlainDate(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`);
  return date && date >= "1800-01-01" && date <= today ? date : undefined;
}

function kindOf(area: string): ResidentIdKind | undefined {
  const province = area.slice(0, 2);
  if (!PROVINCES.has(province)) return undefined;
  if (province === "99") return "fictitious";
  return province >= "81" ? PERMITS[area] : "mainland";
}
