import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { campaignChoices, listForms, previewCampaign } from "#features/reports/campaign-choices.ts";
import { draftOf } from "#features/reports/campaign-draft.ts";
import { deadlinesOf } from "#features/reports/campaign-scope.ts";
import { AsPreviewed } from "#features/reports/components/as-previewed.tsx";
import { CampaignForm } from "#features/reports/components/campaign-form.tsx";
import { FormChoice } from "#features/reports/components/form-choice.tsx";
import { ScopePreview } from "#features/reports/components/scope-preview.tsx";
import { CampaignInput } from "#features/reports/schema.ts";
import { Stage } from "#generated/prisma/enums.ts";
import type { FormState } from "#lib/form.ts";
import type { Address } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import { zoneName } from "#lib/zoned-time.ts";
import type { Actor, Db } from "#server/db.ts";
import { read } from "#server/read.ts";
import { explain, Invalid, Refusal } from "#server/refusal.ts";
import { LinkButton } from "#ui/button.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("campaigns"))("new.title") };
}

/** Id of the form that holds the draft. */
const DRAFT = "campaign-draft";

/** The draft that an address holds; `state` says what is wrong with it once it has been sent for a preview. */
function readDraft(
  address: Address,
  actor: Actor,
  locale: "en" | "zh-CN",
): { input: CampaignInput | null; state: FormState } {
  if (address.preview === undefined) return { input: null, state: {} };
  try {
    const parsed = CampaignInput.safeParse(address);
    if (!parsed.success) throw new Invalid(parsed.error);
    const { dueAt } = deadlinesOf(parsed.data, actor.tenant.timeZone);
    if (dueAt <= new Date()) throw new Refusal("campaigns.error.past", {}, "dueDate");
    return { input: parsed.data, state: {} };
  } catch (error) {
    return { input: null, state: explain(error, locale) };
  }
}

async function load(db: Db, actor: Actor, address: Address, locale: "en" | "zh-CN") {
  const forms = await listForms(db);
  const form = forms.find(({ id }) => id === address.templateVersionId) ?? null;
  if (!form) return { forms, chosen: null };
  const choices = await campaignChoices(db);
  const draft = readDraft(address, actor, locale);
  const { preview, state } = await preparePreview(db, draft, locale);
  return { forms, chosen: { form, choices, state, preview, actor } };
}

async function preparePreview(db: Db, { input, state }: ReturnType<typeof readDraft>, locale: "en" | "zh-CN") {
  if (!input) return { preview: null, state };
  try {
    return { preview: await previewCampaign(db, input), state };
  } catch (error) {
    return { preview: null, state: explain(error, locale) };
  }
}

type Chosen = NonNullable<Awaited<ReturnType<typeof load>>["chosen"]>;

export default async function NewCampaignPage({ searchParams }: { searchParams: Promise<Address> }) {
  const [t, locale, address] = await Promise.all([getTranslations("campaigns"), getLocale(), searchParams]);
  const { forms, chosen } = await read("campaign.open", (db, actor) => load(db, actor, address, locale));
  return (
    <>
      <PageTitle
        title={t("new.title")}
        lead={chosen ? t("new.lead", { form: named(chosen.form, locale) }) : t("new.choose")}
        breadcrumb={{ label: t("here"), items: [{ label: t("list.title"), href: "/reports" }] }}
        actions={chosen && <LinkButton href="/reports/campaigns/new">{t("new.otherForm")}</LinkButton>}
      />
      {chosen ? <Draft chosen={chosen} address={address} /> : <FormChoice forms={forms} />}
    </>
  );
}

async function Draft({ chosen, address }: { chosen: Chosen; address: Address }) {
  const [t, label, locale] = await Promise.all([getTranslations("campaigns"), getTranslations("label"), getLocale()]);
  const { form, choices, state, preview, actor } = chosen;
  const { definition } = form;
  const sent = address.preview !== undefined;
  const values = sent
    ? typedIn(address)
    : draftOf(definition, {
        today: actor.today as PlainDate,
        years: choices.schoolYears,
        schoolYearId: actor.schoolYearId,
      });
  const options = (rows: { id?: string; code?: string; nameEn: string; nameZh: string }[]) =>
    rows.map((row) => ({ value: row.id ?? row.code ?? "", label: named(row, locale) }));
  return (
    <>
      {preview && (
        <AsPreviewed form={DRAFT} changed={t("new.changed")}>
          <ScopePreview preview={preview} districts={choices.districts} draft={values} actor={actor} />
        </AsPreviewed>
      )}
      <CampaignForm
        key={JSON.stringify(values)}
        id={DRAFT}
        words={{
          titleEn: t("new.titleEn"),
          titleZh: t("new.titleZh"),
          schoolYear: t("new.schoolYear"),
          refersTo: t("new.refersTo"),
          month: t("new.month"),
          monthHint: t("new.monthHint"),
          refersToHint: t("new.refersToHint"),
          dueDate: t("new.dueDate"),
          dueTime: t("new.dueTime"),
          dueTimeHint: t("new.dueTimeHint", { zone: zoneName(actor.tenant.timeZone, locale) }),
          graceDate: t("new.graceDate"),
          graceTime: t("new.graceTime"),
          graceHint: t("new.graceHint"),
          stages: t("stages"),
          ownerships: t("new.ownerships"),
          districts: t("new.districts"),
          allHint: t("new.allHint"),
          noteZh: t("new.noteZh"),
          noteEn: t("new.noteEn"),
          noteHint: t("new.noteHint"),
          what: t("new.what"),
          when: t("new.when"),
          whom: t("new.whom"),
          preview: preview ? t("new.previewAgain") : t("new.preview"),
        }}
        state={state}
        values={values}
        monthly={definition.period === "month"}
        templateVersionId={form.id}
        choices={{
          schoolYears: options(choices.schoolYears),
          stages: Object.values(Stage).map((stage) => ({ value: stage, label: label(`stage.${stage}`) })),
          ownerships: options(choices.ownerships),
          districts: options(choices.districts),
        }}
      />
    </>
  );
}

/** What the address holds of the form, and nothing else. */
function typedIn(address: Address): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.keys(CampaignInput.shape).flatMap((name) => {
      const value = address[name];
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
}
