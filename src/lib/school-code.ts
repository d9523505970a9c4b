import { codePattern } from "./code-pattern.ts";

/** A stage of basic education. */
export type CodeStage = "preschool" | "primary" | "junior" | "senior" | "special";

/** What a leading category says about the institution that carries it. */
export type CodeCategory = {
  /** Stages such an institution offers at least; none where the category lies outside basic education. */
  readonly stages: readonly CodeStage[];
  readonly kind: "kindergarten" | "primary" | "junior" | "senior" | "vocational" | "specialised" | "special";
};

/** How a tenant writes its school codes. Kept as tenant configuration, hence plain data. */
export type CodeFormat = {
  /** In the subset of `codePattern`; anchored at both ends by us. */
  readonly pattern: string;
  readonly length: number;
  readonly example: string;
  /** By the digits a code starts with, all keys equally long; a code with none of them is refused. */
  readonly categories?: Readonly<Record<string, CodeCategory>>;
  /** Number of leading characters shared by institutions on one site. */
  readonly siteLength?: number;
};

export type CodeCheck =
  | { ok: true; code: string; category?: CodeCategory; site?: string }
  | { ok: false; error: "error.required" | "error.codeLength" | "error.codePattern" | "error.codeCategory" };

/**
 * 学校(机构)标识码: AABBCCCCCC, category (2), province (2), serial (6).
 * Source: the Ministry of Education's coding rule, `systems.md` 1.1 [S14]; sample 1144001800 is a kindergarten in Guangdong.
 */
export const NATIONAL_SCHOOL_CODE: CodeFormat = {
  pattern: "\\d{10}",
  length: 10,
  example: "1144001800",
  categories: {
    "11": { kind: "kindergarten", stages: ["preschool"] },
    "21": { kind: "primary", stages: ["primary"] },
    "31": { kind: "junior", stages: ["junior"] },
    "34": { kind: "senior", stages: ["senior"] },
    "36": { kind: "vocational", stages: [] },
    "37": { kind: "specialised", stages: [] },
    "51": { kind: "special", stages: ["special"] },
  },
};

/**
 * SCHOOL NO. of the Hong Kong Education Bureau's list "School Location and Information": 12 digits, one for each
 * institution and session; the first six name the site.
 */
export const HONG_KONG_SCHOOL_CODE: CodeFormat = {
  pattern: "\\d{12}",
  length: 12,
  example: "512060000223",
  siteLength: 6,
};

/** The code as it is stored: full-width forms narrowed, spaces dropped, letters in capitals. */
export function normaliseSchoolCode(text: string): string {
  return text.normalize("NFKC").replace(/\s/gu, "").toUpperCase();
}

/** Checks one code; says the first thing that is wrong. Throws RangeError when the format itself is not valid. */
export function checkSchoolCode(text: string, format: CodeFormat): CodeCheck {
  const pattern = codePattern(format.pattern);
  if (!pattern) throw new RangeError(`not a safe pattern for codes: ${format.pattern}`);
  const code = normaliseSchoolCode(text);
  if (code === "") return { ok: false, error: "error.required" };
  if (code.length !== format.length) return { ok: false, error: "error.codeLength" };
  if (!pattern.regexp.test(code)) return { ok: false, error: "error.codePattern" };
  const category = categoryOf(code, format);
  if (format.categories && !category) return { ok: false, error: "error.codeCategory" };
  const site = format.siteLength === undefined ? undefined : code.slice(0, format.siteLength);
  return { ok: true, code, ...(category && { category }), ...(site !== undefined && { site }) };
}

/** The category a code starts with, if the format has categories and the code has one of them. */
export function categoryOf(code: string, format: CodeFormat): CodeCategory | undefined {
  const entry = Object.entries(format.categories ?? {}).find(([digits]) => code.startsWith(digits));
  return entry?.[1];
}

/** What is wrong with a format somebody typed, as a message key; undefined when it can be used. */
export function checkCodeFormat(format: CodeFormat): "error.formatPattern" | "error.formatExample" | undefined {
  const pattern = codePattern(format.pattern);
  if (!pattern || pattern.length !== format.length) return "error.formatPattern";
  const lengths = new Set(Object.keys(format.categories ?? {}).map((digits) => digits.length));
  const siteFits = format.siteLength === undefined || (format.siteLength > 0 && format.siteLength < format.length);
  if (lengths.size > 1 || lengths.has(0) || !siteFits) return "error.formatPattern";
  return checkSchoolCode(format.example, format).ok ? undefined : "error.formatExample";
}
