import { rolesGivenBy } from "#features/members/giving.ts";
import { FIELDS } from "#features/staff-lists/schema.ts";
import { contentDisposition } from "#lib/tabular/content-disposition.ts";
import { writeCsv } from "#lib/tabular/write.ts";
import { download } from "#server/route.ts";
import { wordsFor } from "#server/words.ts";

/** An empty list with its column titles and one example of each kind of row. */
export const GET = download("member.invite", async (_db, { actor, locale }) => {
  const word = (key: string) => wordsFor(locale, `staffLists.${key}`);
  const [role = "SCHOOL_CLERK"] = rolesGivenBy(actor.role)
    .toReversed()
    .filter((one) => one.startsWith("SCHOOL"));
  const example = [
    word("example.name"),
    "name@example.com",
    wordsFor(locale, `label.role.${role}`),
    word("example.place"),
    "",
  ];
  const bytes = writeCsv(
    FIELDS.map((field) => word(`fields.${field}`)),
    [
      [word("example.joins"), ...example],
      [word("example.leaves"), "", "leaver@example.com", "", "", `${actor.today.slice(0, 4)}-08-31`],
    ],
  );
  return new Response(Buffer.from(bytes), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": contentDisposition(`${word("title")}.csv`),
    },
  });
});
