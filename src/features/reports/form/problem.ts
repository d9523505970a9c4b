/**
 * What is wrong with a form: where in it (as a path into the form or its draft), and a key of `forms.problem` with what
 * its sentence names. `at` is the character of a formula, from 0.
 */
export type Problem = { path: (string | number)[]; key: string; values?: Record<string, string | number>; at?: number };

/** For logs and errors that only developers read. */
export const problemText = ({ path, key, values }: Problem): string =>
  `${path.join(".") || "form"}: ${[key, ...Object.entries(values ?? {}).map(([name, value]) => `${name}=${value}`)].join(" ")}`;
