import type { z } from "zod";
import type { Definition, Text } from "../definition.ts";
import { compileForm, FormDraft } from "../form-draft.ts";
import { problemText } from "../problem.ts";

export const say = (en: string, zh: string): Text => ({ en, zh });

type Written = z.input<typeof FormDraft>;
export type WrittenRule = Written["rules"][number];
export type WrittenCell = Extract<Written["sheets"][number]["sections"][number], { kind: "cells" }>["cells"][number];

/**
 * A shipped form, written as its designer would write it.
 * @throws where something in it is wrong
 */
export function writtenForm({ key, edition, ...written }: Written & Pick<Definition, "key" | "edition">): Definition {
  const { definition, problems } = compileForm(FormDraft.parse(written), { key, edition });
  if (!definition) throw new Error(`${key}: ${problems.map(problemText).join("; ")}`);
  return definition;
}
