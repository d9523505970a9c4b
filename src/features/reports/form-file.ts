import { type RawSheet, xlsxReader } from "#lib/tabular/xlsx.ts";
import type { FormDraft } from "./form/form-draft.ts";
import { readLayout } from "./form/layout-draft.ts";
import { type Note, type Records, readXlsForm } from "./form/xlsform/read.ts";

/** Sheets of a workbook that are looked at. */
const MOST_SHEETS = 20;
/** Lines of a sheet that are looked at. */
const MOST_LINES = 2000;

/**
 * A form that was made elsewhere, as a draft: an XLSForm (of ODK, KoboToolbox or this portal), or the layout of a form
 * with labels and blank cells.
 * @throws TableRefusal where the file is no workbook
 */
export async function readFormFile(bytes: Uint8Array): Promise<{ draft: FormDraft; notes: Note[] }> {
  const read = xlsxReader(bytes);
  const first = await read(undefined);
  const { sheets } = first;
  const named = (wanted: string) => sheets.find((name) => name.trim().toLowerCase() === wanted);
  const survey = named("survey");
  if (survey === undefined) return readLayout(await rawSheets(read, first));
  const records = async (sheet: string | undefined) => (sheet === undefined ? [] : recordsOf(await read(sheet)));
  return readXlsForm({
    survey: await records(survey),
    choices: await records(named("choices")),
    settings: await records(named("settings")),
    checks: await records(named("jijiao_checks")),
  });
}

async function rawSheets(
  read: ReturnType<typeof xlsxReader>,
  first: RawSheet,
): Promise<{ name: string; rows: string[][] }[]> {
  const raw = [];
  for (const name of first.sheets.slice(0, MOST_SHEETS)) {
    const sheet = name === first.sheet ? first : await read(name);
    const rows: string[][] = [];
    for (const { line, cells } of sheet.rows.slice(0, MOST_LINES)) rows[Math.min(line, MOST_LINES) - 1] = cells;
    raw.push({ name, rows: Array.from(rows, (cells) => (cells ?? []).map((cell) => cell.trim())) });
  }
  return raw;
}

/** Lines below the headings, by heading in small letters. */
function recordsOf({ rows }: RawSheet): Records {
  const [head, ...lines] = rows.slice(0, MOST_LINES);
  const headings = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  return lines.map(({ cells }) =>
    Object.fromEntries(
      headings.flatMap((heading, index) => {
        const text = cells[index]?.trim() ?? "";
        return heading === "" || text === "" || heading in Object.prototype ? [] : [[heading, text]];
      }),
    ),
  );
}
