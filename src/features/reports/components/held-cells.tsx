import { useLocale, useTranslations } from "next-intl";
import { named } from "#lib/named.ts";
import type { Actor } from "#server/db.ts";
import { can } from "#server/policy.ts";
import { DataTable } from "#ui/data-table.tsx";
import { TextArea } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { TextLink } from "#ui/link.tsx";
import { Notice } from "#ui/notice.tsx";
import { waiveHeld } from "../actions.ts";
import type { previewCampaign } from "../campaign-choices.ts";
import type { Held, Holder } from "../held-elsewhere.ts";
import { DraftFields } from "./draft-fields.tsx";

export type Preview = Awaited<ReturnType<typeof previewCampaign>>;

type Props = { preview: Preview; draft: Record<string, string | string[]>; actor: Actor };

/** What the platform holds already of what would be asked, and the leave to ask it all the same. */
export function HeldCells({ preview: { held, waiver }, draft, actor }: Props) {
  const t = useTranslations("burden");
  const count = held.length;
  return (
    <>
      <Notice tone={waiver ? "info" : "warn"} title={t("held.title", { count })}>
        {waiver ? t("held.waived", { name: waiver.grantedByName, reason: waiver.reason }) : t("held.lead")}
        {!waiver && !can(actor, "campaign.waive") && <p>{t("held.ask")}</p>}
      </Notice>
      <HeldTable held={held} />
      {!waiver && can(actor, "campaign.waive") && (
        <Form action={waiveHeld} submit={t("held.waive", { count })} label={t("held.waive", { count })}>
          <DraftFields draft={draft} />
          <TextArea
            name="reason"
            label={t("held.reason")}
            hint={t("held.reasonHint")}
            required
            rows={2}
            maxLength={1000}
          />
        </Form>
      )}
    </>
  );
}

/** Cells that are held, and by whom. */
function HeldTable({ held }: { held: readonly Held[] }) {
  const t = useTranslations("burden");
  const locale = useLocale();
  return (
    <DataTable
      caption={t("held.caption")}
      rows={[...held]}
      rowKey={({ code }) => code}
      empty={null}
      columns={[
        { id: "code", header: t("held.code"), nowrap: true, cell: ({ code }) => code },
        { id: "name", header: t("held.cell"), cell: ({ names }) => (locale === "en" ? names.en : names.zh) },
        {
          id: "by",
          header: t("held.by"),
          cell: ({ by }) => by.map((holder) => <HeldBy key={keyOf(holder)} holder={holder} />),
        },
      ]}
    />
  );
}

const keyOf = (holder: Holder): string => (holder.kind === "register" ? holder.fact : holder.id);

function HeldBy({ holder }: { holder: Holder }) {
  const t = useTranslations("burden");
  const facts = useTranslations("forms.design.facts");
  const locale = useLocale();
  if (holder.kind === "register")
    return <span className="block">{t("held.register", { fact: facts(holder.fact) })}</span>;
  return (
    <span className="block">
      <TextLink href={`/reports/campaigns/${holder.id}`}>
        {named({ nameEn: holder.titleEn, nameZh: holder.titleZh }, locale)}
      </TextLink>{" "}
      {t("held.schools", { count: holder.schools })}
    </span>
  );
}
