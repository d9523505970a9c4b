import { readList } from "#features/imports/file.ts";
import { Refusal } from "#server/refusal.ts";
import { FIELDS, MOST_ROWS, type StaffRow } from "./schema.ts";
import { columnsIn } from "./words.ts";

const MOST_TEXT = 300;

/**
 * Reads the rows of a file, or of a table that was copied out of a spreadsheet.
 * @throws Refusal beside `file` or `pasted`, saying what is wrong with the list as a whole
 */
export async function readStaff(
  file: FormDataEntryValue | null,
  pasted: string | null,
): Promise<{ name: string; rows: StaffRow[] }> {
  const chosen = file instanceof File && file.size > 0;
  if (chosen === (pasted !== null))
    throw new Refusal(chosen ? "staffLists.oneOnly" : "staffLists.chooseOne", {}, "file");
  const field = chosen ? "file" : "pasted";
  const read = await readList(chosen ? file : new File([pasted ?? ""], ""), { headerRow: null, sheet: null }).catch(
    (error) => {
      throw error instanceof Refusal ? new Refusal(error.key, error.values, field) : error;
    },
  );
  const columns = columnsIn(read.reading.header);
  if (columns.email === undefined) throw new Refusal("staffLists.noEmailColumn", {}, field);
  if (columns.role === undefined && columns.lastDay === undefined)
    throw new Refusal("staffLists.noRoleColumn", {}, field);
  if (read.rows.length > MOST_ROWS) throw new Refusal("staffLists.tooMany", { max: MOST_ROWS }, field);
  const rows = read.rows.map(({ line, cells }) => {
    const text = (column: number | undefined) =>
      column === undefined ? "" : (cells[column] ?? "").trim().slice(0, MOST_TEXT);
    const fields = Object.fromEntries(FIELDS.map((name) => [name, text(columns[name])]));
    return { line, ...fields } as StaffRow;
  });
  return { name: chosen ? read.name : "", rows };
}
