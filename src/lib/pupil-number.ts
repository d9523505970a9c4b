import type { PlainDate } from "./plain-date.ts";
import { birthDateOf, checkResidentId, residentIdCheckDigit } from "./resident-id.ts";

export type PupilNumberCheck =
  | {
      ok: true;
      number: string;
      /** G by resident identity number, J generated because there is none, L temporary. */
      kind: "G" | "J" | "L";
      /** G: area of the identity number; J and L: division of the school. Six digits. */
      division: string;
      birthDate: PlainDate;
    }
  | { ok: false; error: "error.pupilNumberShape" | "error.pupilNumberDate" | "error.pupilNumberCheck" };

const SHAPE = /^(?:[GJ]\d{17}[\dX]|L\d{18})$/;

/**
 * 全国学籍号, 19 characters (`systems.md` 1.2 [S13]): G + resident identity number; J + division (6), birth date (8),
 * serial (3), check character as in GB 11643; L + division (6), birth date (8), four random digits, no check.
 * @param today birth dates after it are refused
 */
export function checkPupilNumber(text: string, today: PlainDate): PupilNumberCheck {
  const number = text.normalize("NFKC").replace(/\s/gu, "").toUpperCase();
  if (!SHAPE.test(number)) return { ok: false, error: "error.pupilNumberShape" };
  const kind = number.startsWith("G") ? "G" : number.startsWith("J") ? "J" : "L";
  const birthDate = birthDateOf(number.slice(7, 15), today);
  if (!birthDate) return { ok: false, error: "error.pupilNumberDate" };
  if (!lastCharacterHolds(kind, number.slice(1), today)) return { ok: false, error: "error.pupilNumberCheck" };
  return { ok: true, number, kind, division: number.slice(1, 7), birthDate };
}

function lastCharacterHolds(kind: "G" | "J" | "L", body: string, today: PlainDate): boolean {
  if (kind === "G") return checkResidentId(body, today).ok;
  return kind === "L" || residentIdCheckDigit(body.slice(0, 17)) === body[17];
}
