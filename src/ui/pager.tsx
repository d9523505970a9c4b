import { LinkButton } from "./button.tsx";

export type PagerProps = {
  /** Addresses of the neighbouring pages; absent at the ends. */
  previous?: string;
  next?: string;
  words: { label: string; previous: string; next: string };
};

/** Steps through a long list by key: there is no page number, because rows come and go while one reads. */
export function Pager({ previous, next, words }: PagerProps) {
  if (!previous && !next) return null;
  return (
    <nav aria-label={words.label} className="flex gap-2 print:hidden">
      {previous && (
        <LinkButton href={previous} rel="prev" icon="chevron-left">
          {words.previous}
        </LinkButton>
      )}
      {next && (
        <LinkButton href={next} rel="next" className="flex-row-reverse" icon="chevron-right">
          {words.next}
        </LinkButton>
      )}
    </nav>
  );
}
