import { type Found, findPeople, findReports, findSchools } from "#features/finder/find.ts";
import { SETTINGS_PARTS } from "#features/tenants/parts.ts";
import { foldText } from "#lib/grams.ts";
import { isNamed } from "#lib/initials.ts";
import { searchText } from "#lib/list-params.ts";
import type { Actor } from "#server/db.ts";
import { type Capability, can } from "#server/policy.ts";
import { download } from "#server/route.ts";
import { LOCALES, type Locale, wordsFor } from "#server/words.ts";
import { navigationOf } from "../nav.ts";

/** What can be begun at once, whatever page one is on. */
const DEEDS = [
  { key: "addSchool", href: "/schools/new", needs: "school.create" },
  { key: "proposeSchool", href: "/schools/propose", needs: "change.propose" },
  { key: "importList", href: "/schools/imports/new", needs: "import.upload" },
  { key: "countSchools", href: "/schools/counts", needs: "school.view" },
  { key: "openCampaign", href: "/reports/campaigns/new", needs: "campaign.open" },
  { key: "invite", href: "/settings/people/invite", needs: "member.invite" },
  { key: "staffLists", href: "/settings/people/lists", needs: "member.invite" },
  { key: "leave", href: "/account/leave", needs: "delegation.give" },
  { key: "password", href: "/account", needs: "account.edit" },
  { key: "code", href: "/account/code", needs: "account.edit" },
] as const satisfies { key: string; href: string; needs: Capability }[];

type Entry = { key: string; href: string; needs?: Capability };

/** Entries that the person may open, by their name in either language. */
function entriesNamed(actor: Actor, entries: readonly Entry[], q: string, locale: Locale): Found[] {
  return entries
    .filter(({ needs }) => !needs || can(actor, needs))
    .filter(({ key }) =>
      isNamed(
        LOCALES.map((one) => wordsFor(one, key)),
        q,
      ),
    )
    .map(({ key, href }) => ({ label: wordsFor(locale, key), detail: "", href }));
}

function pagesOf(actor: Actor): Entry[] {
  const navigation = navigationOf(actor).flatMap(({ entries }) => entries);
  return [
    ...navigation.map(({ key, href }) => ({ key: `app.nav.${key}`, href })),
    { key: "app.nav.account", href: "/account" },
    ...SETTINGS_PARTS.filter(({ href }) => navigation.every((one) => one.href !== href)).map(
      ({ key, href, needs }) => ({
        key: `tenants.tabs.${key}`,
        href,
        needs,
      }),
    ),
  ];
}

/** What the palette shows for a few letters: within the person's rights and reach, in groups, the likeliest first. */
export const GET = download("account.view", async (db, { actor, request, locale }) => {
  const asked = searchText().parse(new URL(request.url).searchParams.get("q") ?? "");
  const q = foldText(asked) === "" ? "" : asked;
  const pages = entriesNamed(actor, pagesOf(actor), q, locale);
  const deeds = entriesNamed(
    actor,
    DEEDS.map((deed) => ({ ...deed, key: `palette.deed.${deed.key}` })),
    q,
    locale,
  );
  const groups = [
    { key: "pages", found: pages },
    { key: "deeds", found: deeds },
    ...(q === ""
      ? []
      : [
          { key: "schools", found: await findSchools(db, actor, q, locale) },
          { key: "reports", found: await findReports(db, actor, q, locale) },
          { key: "people", found: await findPeople(db, actor, q) },
        ]),
  ];
  return Response.json({ groups: groups.filter(({ found }) => found.length > 0) });
});
