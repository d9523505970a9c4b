import Form from "next/form";
import { DENSITIES, type Density, href, type Param, queryOf } from "#lib/list-params.ts";
import { Button } from "./button.tsx";
import { ColumnKeys } from "./column-keys.tsx";
import { Icon } from "./icon.tsx";
import { TextLink } from "./link.tsx";
import { Menu } from "./menu.tsx";
import { PrintButton } from "./print-button.tsx";

export type ListToolWords = {
  /** On the button that opens the panel, and what is asked in it. */
  columns: string;
  columnsAsked: string;
  /** Said of the column that is always first. */
  leads: string;
  /** With {column}. */
  moveUp: string;
  moveDown: string;
  /** Said after a move, with {column}, {place} and {count}. */
  moved: string;
  density: string;
  densities: Record<Density | "own", string>;
  show: string;
  usual: string;
  /** How many rows a page has. */
  rows: string;
  print: string;
  export: string;
  formats: Record<"xlsx" | "csv", string>;
};

type Choice = { id: string; header: string };

type Props = {
  path: string;
  list: Readonly<Record<string, Param>> & { col: readonly string[]; density?: Density | undefined; size: number };
  defaults: Readonly<Record<string, Param>>;
  columns: readonly Choice[];
  /** Rows that a page may have; none where the list has no pages. */
  sizes?: readonly number[] | undefined;
  file?: string | undefined;
  words: ListToolWords;
};

/** Beside a list: which columns, in which order and how dense; and the list as a file. */
export function ListTools(props: Props) {
  const { list, defaults, file, columns, words } = props;
  const inFormat = (format: string) => href(file ?? "", { ...list, size: undefined }, { format }, defaults);
  return (
    <>
      {columns.length > 1 && list.col.length > 0 && <ColumnPanel {...props} />}
      {file && (
        <Menu label={words.export} icon="download">
          {(["xlsx", "csv"] as const).map((format) => (
            <a key={format} className="menu-item" href={inFormat(format)}>
              {words.formats[format]}
            </a>
          ))}
        </Menu>
      )}
      <PrintButton label={words.print} iconOnly />
    </>
  );
}

/**
 * The choice is a GET form: its boxes, in their order, are the address. The buttons that move a column do so in the
 * browser; before scripts have loaded they send the form with the move asked for.
 */
function ColumnPanel({ path, list, defaults, columns, sizes = [], words }: Props) {
  const { col, density, after: _after, before: _before, ...others } = list;
  const kept = queryOf({ ...others, size: undefined }, defaults);
  const [lead, ...rest] = columns;
  const shown = col.flatMap((id) => rest.find((column) => column.id === id) ?? []);
  const order = [...shown, ...rest.filter((column) => !shown.includes(column))];
  return (
    <details key={href(path, list, {}, defaults)} className="menu" name="menu" data-menu>
      <summary className="btn btn-secondary">
        <Icon name="table" size={18} />
        {words.columns}
        <Icon name="chevron-down" size={16} />
      </summary>
      <div className="menu-panel end-0 column-panel">
        <Form
          action={path}
          scroll={false}
          className="space-y-3"
          data-columns={words.moved}
          data-usual={[defaults.col].flat().join(" ")}
        >
          {kept.map(([name, value]) => (
            <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
          ))}
          <input type="hidden" name="col" value={lead?.id} />
          <fieldset>
            <legend className="mb-1 text-xs text-muted">{words.columnsAsked}</legend>
            <p className="column-lead">
              {lead?.header} <span className="text-xs text-muted">{words.leads}</span>
            </p>
            <ol className="column-choices">
              {order.map((column) => (
                <Line key={column.id} column={column} shown={col.includes(column.id)} words={words} />
              ))}
            </ol>
          </fieldset>
          <Radios
            legend={words.density}
            name="density"
            value={density ?? ""}
            usual=""
            options={(["own", ...DENSITIES] as const).map((value) => ({
              value: value === "own" ? "" : value,
              label: words.densities[value],
            }))}
          />
          {sizes.length > 1 && (
            <Radios
              legend={words.rows}
              name="size"
              value={String(list.size)}
              usual={String(defaults.size)}
              options={sizes.map((size) => ({ value: String(size), label: String(size) }))}
            />
          )}
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" variant="primary">
              {words.show}
            </Button>
            <TextLink href={href(path, others, {}, defaults)}>{words.usual}</TextLink>
          </div>
          <output className="sr-only" />
        </Form>
        <ColumnKeys />
      </div>
    </details>
  );
}

function Radios({
  legend,
  name,
  value,
  usual,
  options,
}: {
  legend: string;
  name: string;
  value: string;
  usual: string;
  options: { value: string; label: string }[];
}) {
  return (
    <fieldset>
      <legend className="mb-1 text-xs text-muted">{legend}</legend>
      <div className="flex flex-wrap gap-x-4">
        {options.map((option) => (
          <label key={option.value} className="choice">
            <input
              type="radio"
              className="tick"
              name={name}
              value={option.value}
              defaultChecked={option.value === value}
              data-usual={option.value === usual || undefined}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Line({ column: { id, header }, shown, words }: { column: Choice; shown: boolean; words: ListToolWords }) {
  return (
    <li data-header={header}>
      <label className="choice">
        <input type="checkbox" className="tick" name="col" value={id} defaultChecked={shown} />
        {header}
      </label>
      {(["up", "down"] as const).map((way) => (
        <button key={way} type="submit" name="move" value={`${id} ${way}`} className="column-move">
          <Icon name={way} size={14} />
          <span className="sr-only">{(way === "up" ? words.moveUp : words.moveDown).replace("{column}", header)}</span>
        </button>
      ))}
    </li>
  );
}
