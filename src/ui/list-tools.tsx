import { href } from "#lib/list-params.ts";
import { ColumnPanel } from "./column-panel.tsx";
import type { ListToolsProps } from "./list-tools-props.ts";
import { Menu } from "./menu.tsx";
import { PrintButton } from "./print-button.tsx";

/** Beside a list: which columns, in which order and how dense; and the list as a file. */
export function ListTools(props: ListToolsProps) {
  const { list, defaults, file, columns, words } = props;
  const inFormat = (format: string) => href(file ?? "", { ...list, size: undefined }, { format }, defaults);
  return (
    <>
      {columns.length > 1 && list.col.length > 0 && (
        <ColumnPanel {...props} columns={columns.map(({ id, header }) => ({ id, header }))} />
      )}
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
