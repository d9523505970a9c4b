/** What a form shows after its action has run. Every text is already in the reader's language. */
export type FormState = {
  /** One sentence for the whole form. */
  message?: string;
  /** Whether the sentence reports success; without it the message is a problem. */
  done?: boolean;
  /** What was done, where the page is not rendered anew. */
  receipt?: Readonly<Record<string, unknown>>;
  /** Sentences beside fields, by field name. */
  errors?: Record<string, string[]>;
  /** What the person typed, so that nothing is lost; a repeated name keeps all its values. */
  values?: Record<string, string | string[]>;
  /** Somebody else saved first: both versions, field by field. */
  conflict?: { label: string; mine: string; theirs: string }[];
  /** The page shows what is no longer so: it offers to show how things stand. */
  stale?: boolean;
  /** The version the record has now; a form sent again after a conflict carries it. */
  version?: number;
};

/** What a form posts to: a server action, or one that is held from losing the page. */
export type FormAction = (previous: FormState, form: FormData) => Promise<FormState>;

/**
 * Text fields of a form by name; React's own `$ACTION_` fields, files, and names that every object has already are left
 * out. In one pass: whoever is not signed in may send a million names too.
 */
export function formText(form: FormData): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const [name, value] of form) {
    if (typeof value !== "string" || name.startsWith("$ACTION_") || name in Object.prototype) continue;
    const before = values[name];
    if (before === undefined) values[name] = value;
    else if (typeof before === "string") values[name] = [before, value];
    else before.push(value);
  }
  return values;
}

/** Whether a field's text is a secret: never sent back to the page, never kept as a digest either. */
export function isSecretField(name: string): boolean {
  return /password$|secret$|^oneTimeCode$/i.test(name);
}
