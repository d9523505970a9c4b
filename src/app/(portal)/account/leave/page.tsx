import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { giveDelegation } from "#features/delegations/actions.ts";
import { DelegationList } from "#features/delegations/components/delegation-list.tsx";
import { colleagues, ownDelegations } from "#features/delegations/queries.ts";
import { placeOf } from "#features/members/place.ts";
import { named } from "#lib/named.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { Empty } from "#ui/empty.tsx";
import { DateField, TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Card } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("delegations"))("title") };
}

/** Lets a colleague act while one is away, and shows what is handed over. */
export default async function LeavePage() {
  const { actor, place, delegations, offered } = await read("delegation.end", async (db, actor) => ({
    actor,
    place: await placeOf(db, actor),
    delegations: await ownDelegations(db),
    offered: can(actor, "delegation.give") ? await colleagues(db, actor) : null,
  }));
  const [t, account, label, locale] = await Promise.all([
    getTranslations("delegations"),
    getTranslations("account"),
    getTranslations("label"),
    getLocale(),
  ]);
  const today = actor.today as PlainDate;
  const role = [label(`role.${actor.role}`), place && named(place, locale)].filter(Boolean).join(" · ");
  return (
    <>
      <PageTitle
        title={t("title")}
        lead={t("lead")}
        breadcrumb={{ label: account("here"), items: [{ label: account("title"), href: "/account" }] }}
      />
      <div className="max-w-3xl space-y-6">
        <Card title={t("present")}>
          {delegations.length > 0 ? (
            <DelegationList delegations={delegations} today={today} />
          ) : (
            <Empty title={t("none")} icon="people">
              {offered ? t("noneText") : t("noneForYou")}
            </Empty>
          )}
        </Card>
        {offered && (
          <Card title={t("give")} lead={t("giveLead", { role })}>
            <Form action={giveDelegation} submit={t("submit")} label={t("give")} resetWhenDone guard>
              <TextField
                name="colleague"
                label={t("colleague")}
                hint={t("colleagueHint")}
                required
                type="email"
                size="full"
                list="colleagues"
                maxLength={254}
              />
              <datalist id="colleagues">
                {offered.map(({ name, email }) => (
                  <option key={email} value={email}>
                    {name}
                  </option>
                ))}
              </datalist>
              <DateField name="startsOn" label={t("startsOn")} required initial={today} min={today} />
              <DateField
                name="lastOn"
                label={t("lastOn")}
                hint={t("lastHint")}
                required
                min={today}
                max={addDays(today, 730)}
              />
            </Form>
          </Card>
        )}
      </div>
    </>
  );
}
