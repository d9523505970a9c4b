import { Definition } from "./definition.ts";
import { definitionProblems } from "./definition-problems.ts";

const MAX_DEPTH = 80;

/** Reads a stored or uploaded definition. Gives every problem as `path: what`, or the definition. */
export function parseDefinition(
  input: unknown,
): { definition: Definition; problems?: never } | { problems: string[]; definition?: never } {
  if (deeperThan(input, MAX_DEPTH)) return { problems: [`definition: nested deeper than ${MAX_DEPTH}`] };
  const read = Definition.safeParse(input);
  if (!read.success) {
    return { problems: read.error.issues.map((issue) => `${issue.path.join(".") || "definition"}: ${issue.message}`) };
  }
  const problems = definitionProblems(read.data);
  return problems.length > 0 ? { problems } : { definition: read.data };
}

/** Iterative, so that hostile nesting cannot exhaust the stack. */
function deeperThan(input: unknown, limit: number): boolean {
  let level: unknown[] = [input];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
  }
  return false;
}
