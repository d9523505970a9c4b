import { z } from "zod";
import { type Address, listParams, manyIds, manyOf, oneDate, oneOf } from "#lib/list-params.ts";
import { OPEN_STATUSES, SETTLEMENTS, STAGES, STATUSES } from "./schema.ts";

const codes = z
  .unknown()
  .optional()
  .transform((given) =>
    [...new Set(Array.isArray(given) ? given : [given])]
      .filter((code): code is string => typeof code === "string" && /^\P{Cc}{1,40}$/u.test(code))
      .slice(0, 50),
  );

/** The parameters of the list of schools, as its address holds them. Without `status` the list shows open schools. */
export const schoolList = listParams({
  sorts: { name: "text", code: "text", district: "text" },
  sort: "name",
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

/** A query string as Next gives it to a page. */
export function addressOf(query: URLSearchParams): Address {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
}
