import { rollUpFormFile } from "#features/reports/form-layout-file.ts";
import { findSnapshot } from "#features/reports/publish.ts";
import { rollUpOf } from "#features/reports/roll-up.ts";
import { FormFileView } from "#features/reports/schema.ts";
import { isId } from "#lib/id.ts";
import { download } from "#server/route.ts";

/** A roll-up of today or a published one, of the whole or of one group, as a workbook in the layout of the form. */
export const GET = download("rollUp.export", async (db, { actor, request, params, locale }) => {
  const { kind, by, of, snapshot } = FormFileView.parse(Object.fromEntries(new URL(request.url).searchParams));
  const id = params.id ?? "";
  const { timeZone } = actor.tenant;
  if (snapshot === undefined) {
    const rolledUp = await rollUpOf(db, id, { kind });
    return rolledUp && rollUpFormFile({ rolledUp, kind, by, of, published: null, timeZone, locale });
  }
  const found = isId(id) ? await findSnapshot(db, id, snapshot) : null;
  return (
    found &&
    rollUpFormFile({ rolledUp: found.rolledUp, kind: found.row.kind, by, of, published: found.row, timeZone, locale })
  );
});
