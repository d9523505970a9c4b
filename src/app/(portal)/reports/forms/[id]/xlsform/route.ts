import { inLocale } from "#features/reports/components/fill/words.ts";
import { findEdition } from "#features/reports/edition.ts";
import { writeXlsForm } from "#features/reports/form/xlsform/write.ts";
import { fileResponse } from "#lib/tabular/file-response.ts";
import { writeXlsx } from "#lib/tabular/write.ts";
import { download } from "#server/route.ts";

/** An edition of a form for ODK and KoboToolbox. */
export const GET = download("form.view", async (db, { params, locale }) => {
  const edition = await findEdition(db, params.id ?? "");
  if (!edition) return null;
  const { definition, number } = edition;
  const sheets = writeXlsForm(definition, definition.key, number).map(({ name, headings, rows }) => ({
    name,
    columns: headings.map((header) => ({ header, kind: "text" as const })),
    rows: rows.map((row) => headings.map((heading) => row[heading] ?? "")),
  }));
  return async () =>
    fileResponse(
      `${inLocale(definition.names, locale)} XLSForm`,
      "xlsx",
      await writeXlsx({ sheets, writtenAt: new Date() }),
    );
});
