/** The draft of a campaign as it stands in the address, in a form that acts on it. */
export function DraftFields({ draft }: { draft: Record<string, string | string[]> }) {
  const fields = Object.entries(draft).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((each) => [name, each] as const),
  );
  return fields.map(([name, value]) => <input key={`${name}=${value}`} type="hidden" name={name} value={value} />);
}
