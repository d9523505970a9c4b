import Link from "next/link";

export type Tab = { label: string; href: string; current?: boolean; count?: string };

/** Parts of one record, each with its own address. `label` names the landmark; `count` is already formatted. */
export function Tabs({ label, items }: { label: string; items: Tab[] }) {
  return (
    <nav aria-label={label} className="tabs print:hidden">
      <ul>
        {items.map((tab) => (
          <li key={tab.href}>
            <Link href={tab.href} prefetch={false} aria-current={tab.current ? "page" : undefined}>
              {tab.label}
              {tab.count !== undefined && <span className="tabs-count">{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
