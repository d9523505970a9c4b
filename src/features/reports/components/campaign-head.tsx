import { getLocale, getTranslations } from "next-intl/server";
import { formatNumber } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import type { Locale } from "#lib/plain-date.ts";
import { deadlineParts, formatDeadline } from "#lib/zoned-time.ts";
import type { Actor } from "#server/db.ts";
import { can } from "#server/policy.ts";
import { words } from "#server/words.ts";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { type Fact, Facts } from "#ui/facts.tsx";
import { DateField, TextArea, TextField } from "#ui/field.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Tabs } from "#ui/tabs.tsx";
import { closeCampaign, extendDeadline, remindSchools } from "../actions.ts";
import { together } from "../board.ts";
import { durationText } from "../duration.ts";
import { secondsFor } from "../form/burden.ts";
import { campaignLife } from "../lifecycle.ts";
import type { CampaignView } from "../queries.ts";
import { periodText } from "./period.ts";
import { CampaignStatusBadge } from "./report-status.tsx";

type Props = { campaign: CampaignView; actor: Actor; tab: "board" | "rollUp" | "published" };

/** The head of a campaign's pages: what it asks, of whom, by when, and what can be done with it. */
export async function CampaignHead({ campaign, actor, tab }: Props) {
  const [t, locale] = await Promise.all([getTranslations("campaigns"), getLocale()]);
  const path = `/reports/campaigns/${campaign.id}`;
  const { timeZone } = actor.tenant;
  const { dueAt, graceUntil, openedByName, openedAt } = campaign;
  return (
    <>
      <PageTitle
        title={named({ nameEn: campaign.titleEn, nameZh: campaign.titleZh }, locale)}
        lead={named({ nameEn: campaign.noteEn, nameZh: campaign.noteZh }, locale) || undefined}
        status={<CampaignStatusBadge status={campaign.status} />}
        breadcrumb={{ label: t("here"), items: [{ label: t("list.title"), href: "/reports" }] }}
        actions={<CampaignSteps campaign={campaign} actor={actor} />}
      />
      <div className="card mb-5 p-4">
        <Facts
          columns={3}
          items={[
            { label: t("form"), value: named(campaign.templateVersion.template, locale) },
            { label: t("refersTo"), value: periodText(campaign, locale) },
            { label: t("schoolYear"), value: named(campaign.schoolYear, locale) },
            { label: t("due"), value: formatDeadline(dueAt, timeZone, locale) },
            { label: t("grace"), value: graceUntil ? formatDeadline(graceUntil, timeZone, locale) : t("noGrace") },
            {
              label: t("openedBy"),
              value: t("opened", { name: openedByName, at: formatDeadline(openedAt, timeZone, locale) }),
            },
            ...costFacts(campaign, locale),
          ]}
        />
      </div>
      <Tabs
        label={t("tabs")}
        items={[
          { label: t("board.title"), href: path, current: tab === "board" },
          { label: t("rollUp"), href: `${path}/roll-up`, current: tab === "rollUp" },
          { label: t("published"), href: `${path}/published`, current: tab === "published" },
        ]}
      />
    </>
  );
}

/** What the campaign was reckoned to cost at its opening, and by whose leave it asks again what is held. */
function costFacts({ burden, waiver }: CampaignView, locale: Locale): Fact[] {
  const t = words(locale);
  const seconds = burden && secondsFor(burden.asked, burden.paceMs);
  const cells = burden && {
    schools: burden.schools,
    asked: formatNumber(burden.asked, locale),
    prefilled: formatNumber(burden.prefilled, locale),
  };
  return [
    { label: t("burden.cost"), value: cells && t("burden.ofCampaign", cells), missing: t("burden.notCounted") },
    {
      label: t("burden.estimated"),
      value: seconds === null ? null : durationText(seconds, locale),
      missing: t("burden.notMeasured"),
    },
    ...(waiver
      ? [
          {
            label: t("burden.waiver"),
            value: t("burden.held.waived", { name: waiver.grantedByName, reason: waiver.reason }),
            wide: true,
          },
        ]
      : []),
  ];
}

async function CampaignSteps({ campaign, actor }: Omit<Props, "tab">) {
  const t = await getTranslations("campaigns");
  const fields = { campaignId: campaign.id };
  const may = (step: "extend" | "close") => can(actor, `campaign.${step}`) && campaignLife.can(step, campaign.status);
  const { date, time } = deadlineParts(campaign.dueAt, actor.tenant.timeZone);
  const grace = campaign.graceUntil && deadlineParts(campaign.graceUntil, actor.tenant.timeZone);
  return (
    <>
      {may("extend") && (
        <ConfirmButton
          label={t("extend.button")}
          variant="secondary"
          icon="clock"
          title={t("extend.title")}
          consequence={t("extend.effect")}
          action={extendDeadline}
          fields={fields}
          version={campaign.version}
        >
          <DateField name="dueDate" label={t("new.dueDate")} required initial={date} />
          <TextField name="dueTime" label={t("new.dueTime")} required size="short" maxLength={5} initial={time} />
          <DateField name="graceDate" label={t("new.graceDate")} initial={grace?.date} />
          <TextField name="graceTime" label={t("new.graceTime")} size="short" maxLength={5} initial={grace?.time} />
          <TextArea name="reason" label={t("reason")} required rows={2} maxLength={1000} />
        </ConfirmButton>
      )}
      {can(actor, "campaign.remind") && campaign.status === "OPEN" && together(campaign.districts).missing > 0 && (
        <ConfirmButton
          label={t("remind.button")}
          variant="secondary"
          icon="bell"
          title={t("remind.title")}
          consequence={t("remind.effect", { count: together(campaign.districts).missing })}
          action={remindSchools}
          fields={fields}
        />
      )}
      {may("close") && (
        <ConfirmButton
          label={t("close.button")}
          icon="lock"
          title={t("close.title")}
          consequence={t("close.effect", { count: together(campaign.districts).missing })}
          action={closeCampaign}
          fields={fields}
          version={campaign.version}
        >
          <TextArea name="reason" label={t("reason")} required rows={2} maxLength={1000} />
        </ConfirmButton>
      )}
    </>
  );
}
