import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import type { Actor } from "#server/db.ts";
import { can } from "#server/policy.ts";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { Empty } from "#ui/empty.tsx";
import { Facts } from "#ui/facts.tsx";
import { SelectField, TextArea, TextField } from "#ui/field.tsx";
import { Card } from "#ui/section.tsx";
import { takesLines } from "../adjust.ts";
import { cellTitle, unitOf } from "../figure-words.ts";
import { withAdjustment } from "../form/adjust.ts";
import type { RollUpKind } from "../lifecycle.ts";
import type { FigureFound } from "../roll-up.ts";
import { addAdjustment } from "../roll-up-actions.ts";
import { AdjustmentLines, signed } from "./adjustment-lines.tsx";

type Props = { found: FigureFound; kind: RollUpKind; actor: Actor };

/** The lines beside one figure, and what sum and lines come to; nothing where the figure takes none. */
export function FigureLines({ found, kind, actor }: Props) {
  const t = useTranslations("rollUp.lines");
  const locale = useLocale();
  const { cell, lines, total, adjusted, counted } = found;
  const may = can(actor, "rollUp.adjust") && takesLines(cell.cell) && counted.length > 0;
  if (lines.length === 0 && !may) return null;
  const item = { name: cellTitle(cell, locale), unit: unitOf(cell, locale) };
  const figure = (value: string | null | undefined) =>
    value == null ? t("none") : `${formatNumber(value, locale)}${item.unit && ` ${item.unit}`}`;
  return (
    <Card title={t("title")} lead={t("lead")} actions={may && <AddLine found={found} item={item} />}>
      {lines.length === 0 ? (
        <Empty title={t("empty")} icon="edit" />
      ) : (
        <div className="space-y-4">
          <AdjustmentLines
            lines={lines}
            kind={kind}
            timeZone={actor.tenant.timeZone}
            actor={actor}
            about="school"
            itemOf={() => item}
          />
          <Facts
            columns={3}
            items={[
              { label: t("sum"), value: figure(total) },
              { label: t("together"), value: adjusted ? signed(adjusted.amount, locale) : t("none") },
              { label: t("adjusted"), value: figure(withAdjustment(total ?? undefined, adjusted)) },
            ]}
          />
        </div>
      )}
    </Card>
  );
}

function AddLine({ found: { cell, counted }, item }: { found: FigureFound; item: { name: string; unit: string } }) {
  const t = useTranslations("rollUp.lines");
  const locale = useLocale();
  return (
    <ConfirmButton
      label={t("add.button")}
      variant="secondary"
      icon="plus"
      title={t("add.title", { item: item.name })}
      consequence={t(cell.row ? "add.effectInTable" : "add.effect")}
      action={addAdjustment}
      fields={{ cell: cell.address }}
    >
      <SelectField
        name="school"
        label={t("school")}
        required
        size="full"
        options={counted.map((school) => ({
          value: `${school.id}.${school.version}`,
          label: `${school.code} ${named(school, locale)}`,
        }))}
      />
      <TextField
        name="amount"
        label={t("amount")}
        hint={t("amountHint")}
        required
        size="short"
        inputMode="text"
        maxLength={30}
        {...(item.unit ? { unit: item.unit } : {})}
      />
      <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} required rows={3} maxLength={1000} />
    </ConfirmButton>
  );
}
