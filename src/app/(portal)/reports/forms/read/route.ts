import { readFormFile } from "#features/reports/form-file.ts";
import { tableLimits } from "#lib/tabular/limits.ts";
import { TableRefusal } from "#lib/tabular/refusal.ts";
import { Refusal } from "#server/refusal.ts";
import { inspect } from "#server/route.ts";

/** A form that was made elsewhere, for the designer to take in. */
export const POST = inspect("form.design", tableLimits.fileBytes, async () => async (bytes) => {
  try {
    return await readFormFile(bytes);
  } catch (error) {
    if (error instanceof TableRefusal) throw new Refusal(`imports.refusal.${error.code}`, error.params);
    throw error;
  }
});
