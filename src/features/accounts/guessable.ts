import { PASSWORD_MIN } from "./schema.ts";

/** The words that the passwords people choose most often are made of; longest first wins. */
const COMMON =
  "password passw0rd pa55word p@ssword p@ssw0rd mima wodemima admin administrator root user test guest login welcome letmein changeme secret master default temp qwertyuiop qwerty qwert asdfghjkl asdfgh asdf zxcvbnm zxcvbn 1qaz2wsx3edc4rfv 1qaz2wsx3edc 1qaz2wsx qazwsxedc qazwsx 1q2w3e4r5t6y 1q2w3e4r5t 1q2w3e4r q1w2e3r4 abcdefghijklmnopqrstuvwxyz abcdefghij abcdefg abcdef abc iloveyou woaini woaini1314 5201314 520520 1314520 1314 520 monkey dragon football baseball basketball princess sunshine shadow superman batman michael jordan master hello freedom whatever trustno1 starwars computer internet samsung google china zhongguo beijing shanghai school xuexiao teacher laoshi student xuesheng jiaoyu jiaoyuju education headmaster xiaozhang summer winter spring autumn january february september october november december monday friday 12345678901234567890 1234567890 123456789 12345678 1234567 123456 12345 1234 123 0987654321 987654321 87654321 7654321 654321 54321 4321 321 147258369 147258 159357 789456123 963852741 112233 123123 123321 121212 111111 222222 333333 555555 666666 777777 888888 999999 000000 11111111 88888888 00000000 2024 2025 2026 2027 密码 管理员 你好 我爱你 学校 老师 教育局 中国"
    .split(" ")
    .toSorted((a, b) => b.length - a.length);

const PRODUCT = ["jijiao", "基教", "portal", "basic education"];
/** What a password must still hold once everything that is easily guessed has been taken out of it. */
const UNGUESSED = 5;

export type PasswordProblem = {
  key: "signIn.passwordShort" | "signIn.passwordGuessable";
  values: Record<string, number>;
};

/** The characters as people count them. */
function lengthOf(text: string): number {
  return [...text.normalize("NFC")].length;
}

/** Names fall apart into the words that somebody would try. */
function wordsOf(texts: readonly string[]): string[] {
  const parts = texts.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).map((word) => word.toLowerCase());
  return parts.filter((word) => (/\p{Script=Han}/u.test(word) ? word.length >= 2 : word.length >= 3));
}

/** A run such as 'abcd', '9876' or 'aaaa' says nothing after its first character. */
function withoutRuns(text: string): string {
  const kept: string[] = [];
  let step: number | undefined;
  for (const character of text) {
    const difference = (character.codePointAt(0) ?? 0) - (kept.at(-1)?.codePointAt(0) ?? -9);
    const continues = Math.abs(difference) <= 1 && kept.length > 0 && (step === undefined || step === difference);
    step = continues ? difference : undefined;
    if (continues) kept[kept.length - 1] = character;
    else kept.push(character);
  }
  return kept.join("");
}

/**
 * What is wrong with a password somebody chooses; null where it will do. No rules of composition: it is long enough
 * and is not made of what everybody would try first.
 * @param about names, e-mail addresses and cities of the person
 */
export function passwordProblem(
  password: string,
  { hasCode, about }: { hasCode: boolean; about: readonly string[] },
): PasswordProblem | null {
  const min = hasCode ? PASSWORD_MIN.withCode : PASSWORD_MIN.alone;
  if (lengthOf(password) < min) return { key: "signIn.passwordShort", values: { min } };
  let rest = password.normalize("NFKC").toLowerCase();
  for (const word of [...wordsOf([...about, ...PRODUCT]), ...COMMON].toSorted((a, b) => b.length - a.length)) {
    rest = rest.replaceAll(word, " ");
  }
  rest = withoutRuns(rest).replace(/[\s\p{P}]/gu, "");
  if (new Set(rest).size >= UNGUESSED) return null;
  return { key: "signIn.passwordGuessable", values: {} };
}
