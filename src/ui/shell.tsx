import Link from "next/link";
import type { ReactNode } from "react";
import { DismissMenus } from "./dismiss-menus.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { NavLink } from "./nav-link.tsx";
import { Said } from "./said.tsx";
import { type Preferences, ShellPreferences } from "./shell-preferences.tsx";

export type NavItem = {
  label: string;
  href: string;
  icon?: IconName;
  /** Work that waits there, already formatted; `countLabel` says what it counts. */
  count?: string;
  countLabel?: string;
  /** Further beginnings of addresses that belong to this item. */
  also?: string[];
  /** Addresses below it that have an item of their own. */
  except?: string[];
};

export type NavGroup = {
  /** Absent for the first group, which needs no name. */
  label?: string;
  items: NavItem[];
};

export type ShellProps = {
  /** The city whose portal this is. `emblem` replaces the drawn mark: an <img alt=""> of 32 px. */
  tenant: { name: string; section: string; href: string; emblem?: ReactNode };
  nav: NavGroup[];
  /** Always in sight: in which role one works, and for which school year. */
  context: { role: string; roleLabel: string; schoolYear: ReactNode; schoolYearLabel: string };
  /** Language, appearance and density. */
  preferences: Preferences;
  person: {
    name: string;
    detail?: string;
    /** Links and buttons; `menu-item` is their class. Sign out comes last. */
    menu: ReactNode;
  };
  /** In the bar between the tenant and the context: the search button. */
  tools?: ReactNode;
  /** Above the page: an announcement, 'you are offline'. */
  banner?: ReactNode;
  breadcrumb?: ReactNode;
  /** Below the page on every page: version, help, contact. */
  footer?: ReactNode;
  words: { skip: string; navigation: string; openNavigation: string; closeNavigation: string; personMenu: string };
  children: ReactNode;
};

function Brand({ tenant }: Pick<ShellProps, "tenant">) {
  return (
    <Link href={tenant.href} prefetch={false} className="brand">
      <span className="brand-mark" aria-hidden="true">
        {tenant.emblem ?? <Icon name="book" />}
      </span>
      <span className="min-w-0">
        <span className="block truncate font-semibold">{tenant.name}</span>
        <span className="block truncate text-xs text-muted">{tenant.section}</span>
      </span>
    </Link>
  );
}

function Group({ group, index }: { group: NavGroup; index: number }) {
  const id = `nav-group-${index}`;
  return (
    <div className="nav-group">
      {group.label && (
        <p id={id} className="nav-label">
          {group.label}
        </p>
      )}
      <ul aria-labelledby={group.label ? id : undefined}>
        {group.items.map((item) => (
          <li key={item.href}>
            <NavLink href={item.href} also={item.also} except={item.except}>
              {item.icon && <Icon name={item.icon} size={18} />}
              <span className="min-w-0 flex-1">{item.label}</span>
              {item.count !== undefined && (
                <span className="nav-count">
                  {item.count}
                  {item.countLabel && <span className="sr-only"> {item.countLabel}</span>}
                </span>
              )}
            </NavLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Navigation({ tenant, nav, words }: Pick<ShellProps, "tenant" | "nav" | "words">) {
  return (
    <nav id="shell-nav" popover="auto" aria-label={words.navigation} className="shell-nav">
      <div className="shell-nav-head">
        <Brand tenant={tenant} />
        <button type="button" popoverTarget="shell-nav" popoverTargetAction="hide" className="bar-button lg:hidden">
          <Icon name="close" />
          <span className="sr-only">{words.closeNavigation}</span>
        </button>
      </div>
      <div className="shell-nav-body">
        {nav.map((group, index) => (
          <Group key={group.label ?? group.items[0]?.href} group={group} index={index} />
        ))}
      </div>
    </nav>
  );
}

function Person({ person, context, words }: Pick<ShellProps, "person" | "context" | "words">) {
  return (
    <>
      <button type="button" popoverTarget="shell-person" className="bar-button max-w-40">
        <Icon name="user" />
        <span className="truncate max-sm:sr-only">{person.name}</span>
        <span className="sr-only">{words.personMenu}</span>
      </button>
      <div id="shell-person" popover="auto" className="bar-panel">
        <div className="border-b border-line px-3 py-2">
          <p className="font-semibold">{person.name}</p>
          <p className="text-xs text-muted">{person.detail ?? context.role}</p>
        </div>
        <div className="p-1">{person.menu}</div>
      </div>
    </>
  );
}

/**
 * The frame of every signed-in page: navigation on the left (a drawer on a phone), the city, role and school year in
 * sight, the page in its main landmark. Works without JavaScript; drawer and menus are popovers.
 */
export function Shell(props: ShellProps) {
  const { tenant, nav, context, preferences, person, tools, banner, breadcrumb, footer, words, children } = props;
  return (
    <div className="shell">
      <a href="#main" className="skip-link">
        {words.skip}
      </a>
      <Navigation tenant={tenant} nav={nav} words={words} />
      <div className="shell-page">
        <header className="shell-bar">
          <button type="button" popoverTarget="shell-nav" className="bar-button lg:hidden">
            <Icon name="menu" />
            <span className="sr-only">{words.openNavigation}</span>
          </button>
          <span className="min-w-0 flex-1 truncate font-semibold lg:hidden">{tenant.name}</span>
          <dl className="shell-context">
            <div>
              <dt className="sr-only">{context.roleLabel}</dt>
              <dd className="truncate">{context.role}</dd>
            </div>
            <div>
              <dt className="sr-only">{context.schoolYearLabel}</dt>
              <dd>{context.schoolYear}</dd>
            </div>
          </dl>
          <div className="ms-auto flex flex-none items-center gap-1">
            {tools}
            <ShellPreferences {...preferences} />
            <Person person={person} context={context} words={words} />
          </div>
        </header>
        {banner}
        <main id="main" tabIndex={-1} className="shell-main">
          {breadcrumb}
          <Said />
          {children}
        </main>
        {footer && <footer className="shell-footer">{footer}</footer>}
      </div>
      <DismissMenus />
    </div>
  );
}
