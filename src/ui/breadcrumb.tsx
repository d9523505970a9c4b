import { Icon } from "./icon.tsx";
import { TextLink } from "./link.tsx";

export type Crumb = { label: string; href: string };

/** Where the page stands: its ancestors as links, nearest last; the page itself is the title below. */
export function Breadcrumb({ label, items }: { label: string; items: Crumb[] }) {
  return (
    <nav aria-label={label} className="text-xs print:hidden">
      <ol className="flex flex-wrap items-center gap-x-1 text-muted">
        {items.map((item, index) => (
          <li key={item.href} className="flex items-center gap-1">
            {index > 0 && <Icon name="chevron-right" size={12} className="text-faint" />}
            <TextLink href={item.href} plain className="inline-block py-1 text-muted!">
              {item.label}
            </TextLink>
          </li>
        ))}
      </ol>
    </nav>
  );
}
