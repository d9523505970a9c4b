import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import type { Actor } from "#server/db.ts";
import { can } from "#server/policy.ts";
import { Badge } from "#ui/badge.tsx";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { TextArea } from "#ui/field.tsx";
import { TextLink } from "#ui/link.tsx";
import { mayWithdraw } from "../adjust.ts";
import { type AdjustmentLine, lineState } from "../adjustments.ts";
import type { RollUpKind } from "../lifecycle.ts";
import { withdrawAdjustment } from "../roll-up-actions.ts";

/** '+5', '-1,204.5' */
export const signed = (amount: string, locale: "en" | "zh-CN"): string =>
  `${amount.startsWith("-") ? "−" : "+"}${formatNumber(amount.replace("-", ""), locale)}`;

type Props = {
  lines: readonly AdjustmentLine[];
  kind: RollUpKind;
  timeZone: string;
  /** Who may withdraw lines of their own level; none where lines are shown as they were. */
  actor: Pick<Actor, "role" | "withdrawn"> | null;
  /** What a line stands beside: its school, its item, or both where the page is about neither. */
  about: "school" | "item" | "both";
  /** What the item of a line is called. */
  itemOf: (cell: string) => { name: string; unit: string };
};

/** Lines beside figures, oldest first; withdrawn ones are struck through. */
export function AdjustmentLines({ lines, kind, timeZone, actor, about, itemOf }: Props) {
  const t = useTranslations("rollUp.lines");
  return (
    <ul className="divide-y divide-line" aria-label={t("title")}>
      {lines.map((line) => (
        <li key={line.id} className="flex flex-wrap items-start justify-between gap-3 py-3 first:pt-0 last:pb-0">
          <Line line={line} kind={kind} timeZone={timeZone} about={about} item={itemOf(line.cell)} />
          {actor && can(actor, "rollUp.adjust") && mayWithdraw(actor, line) && (
            <ConfirmButton
              label={t("withdraw.button")}
              title={t("withdraw.title")}
              consequence={t("withdraw.effect")}
              action={withdrawAdjustment}
              fields={{ adjustmentId: line.id }}
            >
              <TextArea name="reason" label={t("reason")} required rows={2} maxLength={1000} />
            </ConfirmButton>
          )}
        </li>
      ))}
    </ul>
  );
}

type LineProps = {
  line: AdjustmentLine;
  kind: RollUpKind;
  timeZone: string;
  about: Props["about"];
  item: { name: string; unit: string };
};

function Line({ line, kind, timeZone, about, item }: LineProps) {
  const t = useTranslations("rollUp.lines");
  const roles = useTranslations("label.role");
  const locale = useLocale();
  const state = lineState(line, kind);
  const at = (instant: Date) => formatDateTime(instant, timeZone, locale);
  const amount = `${signed(line.amount, locale)}${item.unit && ` ${item.unit}`}`;
  return (
    <div className="min-w-0 flex-1 space-y-0.5">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        {state === "counts" ? (
          <strong className="tabular-nums">{amount}</strong>
        ) : (
          <del className="text-muted tabular-nums">{amount}</del>
        )}
        {about !== "school" && <span>{item.name}</span>}
        {about !== "item" && <TextLink href={`/reports/${line.assignmentId}`}>{named(line, locale)}</TextLink>}
        {state !== "counts" && <Badge tone="neutral">{t(`state.${state}`, { number: line.number })}</Badge>}
      </p>
      <p className="max-w-[75ch] break-words">{line.reason}</p>
      <p className="text-xs text-muted">
        {t("by", { name: line.authorName, role: roles(line.authorRole), at: at(line.addedAt) })}
      </p>
      {line.withdrawnAt && (
        <p className="max-w-[75ch] text-xs break-words text-muted">
          {t("withdrawn", {
            name: line.withdrawnByName ?? "",
            at: at(line.withdrawnAt),
            reason: line.withdrawReason ?? "",
          })}
        </p>
      )}
    </div>
  );
}
