const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

export type CreditCodeCheck =
  | { ok: true; code: string }
  | { ok: false; error: "error.creditCodeShape" | "error.creditCodeCheck" };

/**
 * 统一社会信用代码 by GB 32100-2015: 18 characters without I, O, S, V and Z, weights 3^(i-1) mod 31.
 * Full-width forms, spaces and small letters are put right first.
 */
export function checkCreditCode(text: string): CreditCodeCheck {
  const code = text.normalize("NFKC").replace(/\s/gu, "").toUpperCase();
  if (!SHAPE.test(code)) return { ok: false, error: "error.creditCodeShape" };
  if (creditCodeCheckCharacter(code.slice(0, 17)) !== code[17]) return { ok: false, error: "error.creditCodeCheck" };
  return { ok: true, code };
}

/** The 18th character for the first 17. Throws RangeError when they are not 17 characters of the alphabet. */
export function creditCodeCheckCharacter(body: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of body) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new RangeError(`not a character of a credit code: ${character}`);
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  if (body.length !== 17) throw new RangeError("a credit code's body has 17 characters");
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}
