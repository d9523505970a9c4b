import type { ReactNode } from "react";

export type Change = {
  field: string;
  /** null or undefined: there was, or is, nothing. */
  before: ReactNode;
  after: ReactNode;
};

/** Fields of a record before and after. The words before, after and nothing are the reader's. */
export function Diff({
  caption,
  changes,
  words,
}: {
  caption: string;
  changes: Change[];
  words: { field: string; before: string; after: string; nothing: string };
}) {
  const value = (of: ReactNode) => of ?? <span className="text-muted">{words.nothing}</span>;
  return (
    <table className="diff">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.field}</th>
          <th scope="col">{words.before}</th>
          <th scope="col">{words.after}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field}>
            <th scope="row">{change.field}</th>
            <td data-label={words.before}>
              <del>{value(change.before)}</del>
            </td>
            <td data-label={words.after}>
              <ins>{value(change.after)}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
