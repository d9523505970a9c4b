"use client";

import { useState } from "react";
import { codePattern } from "#lib/code-pattern.ts";
import { normaliseSchoolCode } from "#lib/school-code.ts";
import { TextField } from "#ui/field.tsx";

type Format = { pattern: string; length: number; example: string; siteLength: number | null };
type Words = Record<
  | "pattern"
  | "patternHint"
  | "length"
  | "example"
  | "exampleHint"
  | "siteLength"
  | "siteLengthHint"
  | "check"
  | "fits"
  | "wrongPattern"
  | "wrongCode",
  string
>;

/** Pattern, length and example of a code; says while one types whether they fit together. */
export function CodeFormatFields({ format, words }: { format: Format; words: Words }) {
  const [typed, setTyped] = useState({ pattern: format.pattern, example: format.example });
  const pattern = codePattern(typed.pattern.trim());
  const fits = pattern?.regexp.test(normaliseSchoolCode(typed.example)) ?? false;
  return (
    <>
      <TextField
        name="pattern"
        label={words.pattern}
        hint={words.patternHint}
        required
        initial={format.pattern}
        maxLength={120}
        spellCheck={false}
        onInput={(event) => setTyped({ ...typed, pattern: event.currentTarget.value })}
      />
      <TextField
        name="length"
        label={words.length}
        required
        inputMode="numeric"
        size="short"
        initial={format.length}
        maxLength={2}
      />
      <TextField
        name="example"
        label={words.example}
        hint={words.exampleHint}
        required
        initial={format.example}
        maxLength={30}
        spellCheck={false}
        onInput={(event) => setTyped({ ...typed, example: event.currentTarget.value })}
      />
      <p role="status" className={pattern && fits ? "text-good" : "text-bad"}>
        <span className="font-semibold">{words.check}</span>{" "}
        {pattern ? `${pattern.length} ${fits ? words.fits : words.wrongCode}` : words.wrongPattern}
      </p>
      <TextField
        name="siteLength"
        label={words.siteLength}
        hint={words.siteLengthHint}
        inputMode="numeric"
        size="short"
        initial={format.siteLength ?? ""}
        maxLength={2}
      />
    </>
  );
}
