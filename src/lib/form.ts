/** What a form shows after its action has run. Every text is already in the reader's language. */
export type FormState = {
  /** One sentence for the whole form. */
  message?: string;
  /** Whether the sentence reports success; without it the message is a problem. */
  done?: boolean;
  /** Sentences beside fields, by field name. */
  errors?: Record<string, string[]>;
  /** What the person typed, so that nothing is lost; a repeated name keeps all its values. */
  values?: Record<string, string | string[]>;
  /** Somebody else saved first: both versions, field by field. */
  conflict?: { label: string; mine: string; theirs: string }[];
  /** The version the record has now; a form sent again after a conflict carries it. */
  version?: number;
};

/** Text fields of a form by name; React's own `$ACTION_` fields and files are left out. */
export function formText(form: FormData): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$ACTION_")) continue;
    const texts = form.getAll(name).filter((value) => typeof value === "string");
    const [first] = texts;
    if (first !== undefined) values[name] = texts.length > 1 ? texts : first;
  }
  return values;
}
