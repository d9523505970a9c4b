"use server";

import { randomUUID } from "node:crypto";
import { secretOf } from "#features/accounts/provider-client.ts";
import { mustBeLatest } from "#features/audit/must-be-latest.ts";
import { action } from "#server/action.ts";
import type { Db } from "#server/db.ts";
import { mayBeAsked } from "#server/outside.ts";
import { mustChange, Refusal, Stale } from "#server/refusal.ts";
import { seal } from "#server/secret-box.ts";
import { signInProvider } from "./queries.ts";
import { OfIdentity, OfProvider, SaveProvider } from "./schema.ts";

function mustBeIssuer(issuer: string): void {
  const url = URL.canParse(issuer) ? new URL(issuer) : null;
  if (!url || url.search || url.hash || !mayBeAsked(url)) throw new Refusal("providers.issuerShape", {}, "issuer");
}

/** Whoever is signed in through the provider is no longer, because it is another now, or none. */
async function endItsSessions(db: Db): Promise<void> {
  await db.$queryRaw`select end_provider_sessions()::text`;
}

/** Names the city's own way to sign in, or changes it. The secret is kept sealed; the trail says no more than that it changed. */
export const saveProvider = action("provider.edit", SaveProvider, async ({ id, _version, ...input }, { db, actor }) => {
  const { clientSecret, ...data } = input;
  mustBeIssuer(data.issuer);
  const stored = await signInProvider(db);
  const sealed = clientSecret && { clientSecret: seal(clientSecret, secretOf(actor.tenant.id)) };
  if ((stored?.id ?? null) !== id) throw new Stale();
  if (!stored) {
    if (!sealed) throw new Refusal("error.required", {}, "clientSecret");
    const made = randomUUID();
    await db.signInProvider.createMany({ data: { id: made, ...data, ...sealed } });
    return { subject: ["SignInProvider", made], detail: { changed: "added" }, message: "providers.saved" };
  }
  await mustBeLatest(db, actor, { entity: "SignInProvider", seen: _version, typed: data, stored });
  const another = stored.issuer !== data.issuer || stored.clientId !== data.clientId;
  if (another && !sealed) throw new Refusal("providers.secretAnew", {}, "clientSecret");
  const { count } = await db.signInProvider.updateMany({
    where: { id: stored.id, version: _version },
    data: { ...data, ...sealed, version: { increment: 1 } },
  });
  mustChange(count);
  if (stored.issuer !== data.issuer) await endItsSessions(db);
  return { subject: ["SignInProvider", stored.id], detail: { changed: "edited" }, message: "providers.saved" };
});

/** From now on the city's members sign in with their passwords alone. */
export const removeProvider = action("provider.edit", OfProvider, async ({ id, _version }, { db }) => {
  mustChange((await db.signInProvider.deleteMany({ where: { id, version: _version } })).count);
  await endItsSessions(db);
  return { subject: ["SignInProvider", id], detail: { changed: "removed" }, message: "providers.removed" };
});

/** Forgets who a person is at the provider: at their next sign-in they are found by their address again. */
export const unlinkIdentity = action("provider.edit", OfIdentity, async ({ id }, { db }) => {
  const identity = await db.identity.findFirst({ where: { id }, select: { personId: true } });
  if (!identity) throw new Stale();
  mustChange((await db.identity.deleteMany({ where: { id } })).count);
  await db.$queryRaw`select end_sessions(${identity.personId}::uuid)::text`;
  return {
    subject: ["Person", identity.personId],
    detail: { changed: "unlinked" },
    message: "providers.unlinked",
  };
});
