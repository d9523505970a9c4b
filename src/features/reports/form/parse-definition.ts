import { Definition } from "./definition.ts";
import { definitionProblems } from "./definition-problems.ts";
import type { Problem } from "./problem.ts";

const MAX_DEPTH = 80;

/** Reads a stored or uploaded definition. Gives every problem, or the definition. */
export function parseDefinition(
  input: unknown,
): { definition: Definition; problems?: never } | { problems: Problem[]; definition?: never } {
  if (deeperThan(input, MAX_DEPTH)) return { problems: [{ path: [], key: "tooDeep" }] };
  const read = Definition.safeParse(input);
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => ({
      path: path.filter((part) => typeof part !== "symbol"),
      key: "shape",
      values: { message },
    }));
    return { problems };
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
