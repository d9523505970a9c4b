import Form from "next/form";
import Link from "next/link";
import { type ReactNode, useId } from "react";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { TextLink } from "./link.tsx";

export type Option = { value: string; label: string };

export type Filter =
  /** `any` is the choice that does not filter ('All districts'). */
  | { kind: "select"; name: string; label: string; value?: string; any: string; options: Option[] }
  /** Several at once: the name is repeated in the address. */
  | { kind: "many"; name: string; label: string; values: string[]; options: Option[] }
  /** An ISO date, yyyy-mm-dd; `shown` is how the chip writes it. */
  | { kind: "date"; name: string; label: string; value?: string; shown?: string };

export type FilterBarProps = {
  /** The list's own address without a query. */
  action: string;
  /** Names the search landmark: 'Filter schools'. */
  label: string;
  search?: { name: string; label: string; value?: string; placeholder?: string };
  filters?: Filter[];
  /** Other parts of the address that filtering keeps, such as the sort; never the page. */
  keep?: readonly [name: string, text: string][];
  words: { apply: string; filters: string; clear: string; active: string; remove: string };
  /** At the end of the bar. */
  children?: ReactNode;
};

type Chip = { name: string; value: string; label: string; shown: string };

function chipsOf({ search, filters = [] }: FilterBarProps): Chip[] {
  const chips: Chip[] = [];
  const named = (options: Option[], value: string) => options.find((option) => option.value === value)?.label ?? value;
  if (search?.value) chips.push({ name: search.name, value: search.value, label: search.label, shown: search.value });
  for (const filter of filters) {
    const { name, label } = filter;
    if (filter.kind === "many") {
      for (const value of filter.values) chips.push({ name, value, label, shown: named(filter.options, value) });
    } else if (filter.value) {
      const shown = filter.kind === "select" ? named(filter.options, filter.value) : (filter.shown ?? filter.value);
      chips.push({ name, value: filter.value, label, shown });
    }
  }
  return chips;
}

function address({ action, keep = [] }: FilterBarProps, chips: Chip[]): string {
  const query = new URLSearchParams();
  for (const [name, value] of keep) query.append(name, value);
  for (const { name, value } of chips) query.append(name, value);
  return query.size > 0 ? `${action}?${query}` : action;
}

function Many({ filter }: { filter: Extract<Filter, { kind: "many" }> }) {
  return (
    <details className="menu" name="filter" data-menu>
      <summary className="filter" data-active={filter.values.length > 0 || undefined}>
        <span className="filter-label">{filter.label}</span>
        {filter.values.length > 0 && <span className="filter-count">{filter.values.length}</span>}
        <Icon name="chevron-down" size={14} />
      </summary>
      <fieldset className="menu-panel start-0 max-h-80 overflow-auto p-2">
        <legend className="sr-only">{filter.label}</legend>
        {filter.options.map((option) => (
          <label key={option.value} className="choice whitespace-nowrap">
            <input
              type="checkbox"
              className="tick"
              name={filter.name}
              value={option.value}
              defaultChecked={filter.values.includes(option.value)}
            />
            {option.label}
          </label>
        ))}
      </fieldset>
    </details>
  );
}

function Control({ filter }: { filter: Filter }) {
  const id = useId();
  if (filter.kind === "many") return <Many filter={filter} />;
  return (
    <label htmlFor={id} className="filter" data-active={filter.value ? true : undefined}>
      <span className="filter-label">{filter.label}</span>
      {filter.kind === "date" ? (
        <input id={id} type="date" name={filter.name} defaultValue={filter.value} />
      ) : (
        <span className="select">
          <select id={id} name={filter.name} defaultValue={filter.value ?? ""}>
            <option value="">{filter.any}</option>
            {filter.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon name="chevron-down" size={14} />
        </span>
      )}
    </label>
  );
}

function Chips({ props, chips }: { props: FilterBarProps; chips: Chip[] }) {
  const { words } = props;
  return (
    <ul aria-label={words.active} className="filter-chips">
      {chips.map((chip) => (
        <li key={`${chip.name}=${chip.value}`}>
          <Link
            href={address(
              props,
              chips.filter((other) => other !== chip),
            )}
            prefetch={false}
            className="chip"
          >
            <span className="sr-only">{words.remove} </span>
            <span className="text-muted">{chip.label}</span> {chip.shown}
            <Icon name="close" size={14} />
          </Link>
        </li>
      ))}
      {chips.length > 1 && (
        <li className="print:hidden">
          <TextLink href={address(props, [])} className="inline-block px-1 py-0.5 text-xs">
            {words.clear}
          </TextLink>
        </li>
      )}
    </ul>
  );
}

/**
 * Search and filters of a list as a GET form: the address is the state and it works before JavaScript. What is active
 * stands below as links that take themselves away. On a phone the filters open as a sheet.
 */
export function FilterBar(props: FilterBarProps) {
  const { action, label, search, filters = [], keep = [], words, children } = props;
  const sheet = useId();
  const chips = chipsOf(props);
  // Fields start again from the address after every filtering, also where the router keeps the page alive.
  const state = address(props, chips);
  return (
    <search aria-label={label} className="filter-bar">
      <Form key={state} action={action} scroll={false} className="filter-form print:hidden">
        {keep.map(([name, value]) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
        {search && (
          <label className="filter filter-search">
            <Icon name="search" size={16} />
            <span className="sr-only">{search.label}</span>
            <input
              type="search"
              name={search.name}
              defaultValue={search.value}
              placeholder={search.placeholder ?? search.label}
            />
          </label>
        )}
        {filters.length > 0 && (
          <>
            <Button icon="filter" popoverTarget={sheet} className="sm:hidden">
              {words.filters}
            </Button>
            <div id={sheet} popover="auto" className="filter-sheet">
              <p className="font-semibold sm:hidden">{words.filters}</p>
              {filters.map((filter) => (
                <Control key={filter.name} filter={filter} />
              ))}
              <Button type="submit" variant="primary" className="sm:hidden">
                {words.apply}
              </Button>
            </div>
          </>
        )}
        <Button type="submit" className={filters.length > 0 ? "max-sm:hidden" : ""}>
          {words.apply}
        </Button>
        {children}
      </Form>
      {chips.length > 0 && <Chips props={props} chips={chips} />}
    </search>
  );
}
