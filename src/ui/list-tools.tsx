import { type Density, href, type Param } from "#lib/list-params.ts";
import { ColumnPanel } from "./column-panel.tsx";
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

export type Choice = { id: string; header: string };

export type ListToolsProps = {
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
export function ListTools(props: ListToolsProps) {
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
