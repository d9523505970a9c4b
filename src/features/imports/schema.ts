import { z } from "zod";
import { RowOutcome } from "#generated/prisma/enums.ts";
import { href, oneOf, searchText } from "#lib/list-params.ts";
import { dateText, integerText, line, optional, ticked, uuid } from "#lib/secure-text.ts";

const idAndVersion = { importId: uuid(), _version: integerText({ min: 1 }) };

/** The file itself comes beside the fields. */
export const UploadInput = z.object({
  headerRow: optional(integerText({ min: 1, max: 1000 })),
  sheet: optional(line(31)),
});

/** The columns chosen: `source_<field>`, `fixed_<field>`; read by `columnsOf`. */
export const ColumnsInput = z.looseObject(idAndVersion);

/** The meanings chosen: `value_`, `to_`, `en_`, `zh_`, `group_<field>_<number>`; read by `meaningsOf`. */
export const ValuesInput = z.looseObject({
  ...idAndVersion,
  effectiveOn: dateText(),
  emptyClears: ticked(),
  remember: optional(line(80)),
});

export const StepInput = z.object(idAndVersion);

/** `all`: nothing is applied unless every row is good. `good`: rows that are not good stay out. */
export const ApplyInput = z.object({
  ...idAndVersion,
  mode: z.enum(["all", "good"], { error: "error.choice" }),
  /** Schools that the list no longer holds and whose closure is to be proposed; `ALL`: every one of them. */
  closures: z
    .unknown()
    .optional()
    .transform((value) => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]))
    .pipe(z.array(z.union([z.literal("ALL"), uuid()], { error: "error.id" })).max(200, "error.invalid")),
  reason: optional(line(300)),
});

export const OUTCOMES = Object.values(RowOutcome);

export const PAGE_SIZE = 50;

const lineNumber = () =>
  z
    .preprocess((value) => Number(Array.isArray(value) ? value[0] : value), z.number().int().min(1).max(2_000_000_000))
    .optional()
    .catch(undefined);

/** What the address of a checked list says; anything wrong in it reads as its default. */
export const RowsAddress = z.object({
  outcome: oneOf(OUTCOMES),
  q: searchText(),
  after: lineNumber(),
  before: lineNumber(),
});
export type RowsAddress = z.output<typeof RowsAddress>;

/** The same rows with another filter or page. */
export function rowsHref(path: string, address: Partial<RowsAddress>, changes: Partial<RowsAddress> = {}): string {
  return href(path, address, changes);
}

export const OfMapping = z.object({ mappingId: uuid() });

export const RenameMapping = OfMapping.extend({ _version: integerText({ min: 1 }), name: line(80) });
