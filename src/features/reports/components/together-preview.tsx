import { useLocale, useTranslations } from "next-intl";
import type { FormAction } from "#lib/form.ts";
import { named } from "#lib/named.ts";
import { LinkButton } from "#ui/button.tsx";
import { DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { Form } from "#ui/form.tsx";
import { Notice } from "#ui/notice.tsx";
import { Section } from "#ui/section.tsx";
import { acceptReports, acceptReportsAtDistrict, lockReports } from "../actions.ts";
import { reportLife } from "../lifecycle.ts";
import type { AssignmentRow, CampaignView } from "../queries.ts";
import { TOGETHER_MOST, type Together } from "../schema.ts";
import type { Plan } from "../together.ts";
import { ReportStatusBadge } from "./report-status.tsx";

const ACTIONS: Record<Together, FormAction> = {
  acceptDistrict: acceptReportsAtDistrict,
  accept: acceptReports,
  lock: lockReports,
};

type Props = { campaign: CampaignView; step: Together; plan: Plan; back: string; state: string };

/** What the step will do to how many, which are left out and why, and the button that does it. */
export function TogetherPreview({ campaign, step, plan, back, state }: Props) {
  const t = useTranslations("campaigns.together");
  const locale = useLocale();
  const { good, out, tooMany } = plan;
  const districts = new Map(campaign.districts.map((district) => [district.districtId, named(district, locale)]));
  const again = <LinkButton href={back}>{t("back")}</LinkButton>;
  if (tooMany) return <Notice tone="warn" title={t("tooMany", { most: TOGETHER_MOST })} actions={again} />;
  if (good.length + out.length === 0) return <Notice title={t("nothing")} actions={again} />;
  return (
    <div className="space-y-6">
      {good.length > 0 ? (
        <Form
          action={ACTIONS[step]}
          submit={t(`do.${step}`, { count: good.length })}
          fields={{ campaignId: campaign.id, state }}
          label={t(`do.${step}`, { count: good.length })}
          actions={again}
        >
          <p className="max-w-[75ch]">{t(`effect.${step}`, { count: good.length })}</p>
          {out.length > 0 && <p className="max-w-[75ch]">{t("leftOut", { count: out.length })}</p>}
          {good.map(({ id, version }) => (
            <input key={id} type="hidden" name="row" value={`${id}.${version}`} />
          ))}
        </Form>
      ) : (
        <Notice tone="warn" title={t("none")} actions={again} />
      )}
      {good.length > 0 && (
        <Section title={t("good", { count: good.length })}>
          <Rows caption={t("good", { count: good.length })} rows={good} districts={districts} to={step} />
        </Section>
      )}
      {out.length > 0 && (
        <Section title={t("out", { count: out.length })}>
          <Rows
            caption={t("out", { count: out.length })}
            rows={out.map(({ row }) => row)}
            districts={districts}
            why={(row) => {
              const found = out.find((one) => one.row === row);
              return found && t(`why.${found.why}`);
            }}
          />
        </Section>
      )}
    </div>
  );
}

function Rows({
  caption,
  rows,
  districts,
  to,
  why,
}: {
  caption: string;
  rows: AssignmentRow[];
  districts: ReadonlyMap<string, string>;
  to?: Together;
  why?: (row: AssignmentRow) => string | undefined;
}) {
  const t = useTranslations("campaigns");
  const locale = useLocale();
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/reports/${id}`}
      empty={<Empty title={t("together.nothing")} />}
      columns={[
        { id: "name", header: t("school"), width: "30%", cell: (row) => named(row, locale) },
        { id: "code", header: t("code"), nowrap: true, cell: ({ code }) => code },
        { id: "district", header: t("district"), cell: ({ districtId }) => districts.get(districtId) },
        { id: "status", header: t("together.now"), cell: ({ status }) => <ReportStatusBadge status={status} /> },
        to
          ? { id: "to", header: t("together.then"), cell: () => <ReportStatusBadge status={reportLife.next(to)} /> }
          : { id: "why", header: t("together.whyOut"), cell: (row) => why?.(row) },
      ]}
    />
  );
}
