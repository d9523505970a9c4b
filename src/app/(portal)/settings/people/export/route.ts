import { fileAddress, listFile } from "#features/lists/list-file.ts";
import { memberColumns } from "#features/members/member-columns.tsx";
import { listMembers } from "#features/members/queries.ts";
import { memberList } from "#features/members/schema.ts";
import { download } from "#server/route.ts";
import { words } from "#server/words.ts";

/** The list of people as it is shown, all of it, as a file. */
export const GET = download("member.view", async (db, { actor, request, locale }) => {
  const { address, format } = fileAddress(request);
  return listFile({
    list: memberList.parse(address),
    pageOf: async (part) => {
      const { rows, next } = await listMembers(db, part, actor.today);
      return { rows, after: next };
    },
    columns: memberColumns(locale),
    name: words(locale)("members.fileName", { date: actor.today }),
    format,
    locale,
  });
});
