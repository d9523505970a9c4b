import { membershipLabel } from "#features/accounts/membership-label.ts";
import { ownMemberships } from "#features/accounts/sessions.ts";
import { download } from "#server/route.ts";
import { words } from "#server/words.ts";

/** What its holder may be, for the account menu: asked only where that is opened. */
export const GET = download("account.view", async (db, { actor, locale }) => {
  const memberships = await ownMemberships(db);
  const label = (key: Parameters<Parameters<typeof membershipLabel>[1]>[0]) => words(locale)(`label.${key}`);
  const roles = memberships.map((one) => ({
    id: one.id,
    label: membershipLabel(one, label, locale),
    present: one.id === actor.membershipId,
  }));
  return Response.json({ roles });
});
