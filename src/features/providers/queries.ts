import type { Db } from "#server/db.ts";

/** The city's sign-in provider without its secret, which is never shown again; null where it has none. */
export function signInProvider(db: Db) {
  return db.signInProvider.findFirst({
    select: {
      id: true,
      issuer: true,
      clientId: true,
      labelEn: true,
      labelZh: true,
      passwords: true,
      emailClaims: true,
      version: true,
    },
  });
}
export type ProviderSettings = NonNullable<Awaited<ReturnType<typeof signInProvider>>>;

/** Who the person is at the city's sign-in provider; for administrators. */
export function identitiesOf(db: Db, personId: string) {
  return db.identity.findMany({
    where: { personId },
    select: { id: true, issuer: true, subject: true, linkedAt: true },
    orderBy: { linkedAt: "desc" },
  });
}
