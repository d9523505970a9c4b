import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { TextField } from "#ui/field.tsx";
import type { Covered } from "../coverage.ts";
import type { RollUpKind } from "../lifecycle.ts";
import type { CampaignView } from "../queries.ts";
import { publishRollUp } from "../roll-up-actions.ts";

type Props = {
  campaign: Pick<CampaignView, "id" | "titleEn" | "titleZh">;
  covered: Covered;
  kind: RollUpKind;
  /** Names the figures that the page shows. */
  seen: string;
};

/** Publishes the figures that the page shows. */
export function PublishButton({ campaign, covered, kind, seen }: Props) {
  const t = useTranslations("rollUp.publish");
  const locale = useLocale();
  return (
    <ConfirmButton
      label={t("button")}
      variant="secondary"
      icon="stamp"
      title={t(`title.${kind}`)}
      consequence={t("effect", {
        reported: formatNumber(covered.reported, locale),
        expected: formatNumber(covered.expected, locale),
      })}
      action={publishRollUp}
      fields={{ campaignId: campaign.id, kind, seen }}
    >
      <TextField name="titleZh" label={t("titleZh")} required size="full" maxLength={160} initial={campaign.titleZh} />
      <TextField name="titleEn" label={t("titleEn")} required size="full" maxLength={160} initial={campaign.titleEn} />
    </ConfirmButton>
  );
}
