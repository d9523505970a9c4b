import { z } from "zod";
import { listParams, manyIds, manyOf, oneDate, oneOf } from "#lib/list-params.ts";
import { OPEN_STATUSES, SETTLEMENTS, STAGES, STATUSES } from "./schema.ts";

const codes = z
  .unknown()
  .optional()
  .transform((given) =>
    [...new Set(Array.isArray(given) ? given : [given])]
      .filter((code): code is string => typeof code === "string" && /^\P{Cc}{1,40}$/u.test(code))
      .slice(0, 50),
  );

/** Columns of the list of schools in their natural order. */
export const SCHOOL_COLUMNS = [
  "name",
  "code",
  "district",
  "stages",
  "ownership",
  "settlement",
  "status",
  "openedOn",
  "boarding",
  "teachingPoint",
  "capacity",
  "classes",
  "pupils",
  "teachers",
  "head",
  "phone",
  "email",
  "address",
  "website",
  "creditCode",
] as const;
export type SchoolColumn = (typeof SCHOOL_COLUMNS)[number];
const USUAL = SCHOOL_COLUMNS.slice(0, SCHOOL_COLUMNS.indexOf("status") + 1);

/** The parameters of the list of schools, as its address holds them. Without `status` the list shows open schools. */
export const schoolList = listParams({
  sorts: { name: "text", code: "text", district: "text" },
  sort: "name",
  columns: SCHOOL_COLUMNS,
  shown: USUAL,
  filters: {
    on: oneDate(),
    district: manyIds(),
    stage: manyOf(STAGES),
    ownership: codes,
    settlement: manyOf([...SETTLEMENTS, "NONE"]),
    boarding: oneOf(["yes", "no", "unknown"]),
    status: oneOf([...STATUSES, "ALL"]),
  },
});
export type SchoolList = ReturnType<typeof schoolList.parse>;

/** What the public may ask of the list of open schools. */
export const publicList = listParams({
  sorts: { name: "text", district: "text" },
  sort: "name",
  filters: {
    district: manyIds(),
    stage: manyOf(STAGES),
    ownership: codes,
    settlement: manyOf(SETTLEMENTS),
    boarding: oneOf(["yes", "no"]),
  },
});
export type PublicList = ReturnType<typeof publicList.parse>;

/** States that the list shows; none: all of them. */
export function statusesOf({ status }: Pick<SchoolList, "status">): readonly string[] {
  if (status === "ALL") return [];
  return status ? [status] : OPEN_STATUSES;
}
