import { type ReadTableOptions, readTable } from "#lib/tabular/read.ts";
import { TableRefusal } from "#lib/tabular/refusal.ts";

/** The refusal's code, or what went wrong with refusing. */
export async function refusalOf(bytes: Uint8Array, options: ReadTableOptions = {}): Promise<string> {
  try {
    const { rows } = await readTable(bytes, options);
    return `read ${rows.length} rows`;
  } catch (error) {
    return error instanceof TableRefusal ? error.code : `crashed: ${error}`;
  }
}
