import { useLocale, useTranslations } from "next-intl";
import { named } from "#lib/named.ts";
import { formatDate } from "#lib/plain-date.ts";
import type { Actor } from "#server/db.ts";
import { can } from "#server/policy.ts";
import { Checkbox } from "#ui/choice-field.tsx";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { Diff } from "#ui/diff.tsx";
import { TextArea, TextField } from "#ui/field.tsx";
import { Notice } from "#ui/notice.tsx";
import { Card } from "#ui/section.tsx";
import { approveRequest, rejectRequest, withdrawRequest } from "../change-actions.ts";
import type { findChange } from "../change-queries.ts";
import { displayValue, type FieldWords } from "../display.ts";
import { decides } from "../fields.ts";
import type { Facts } from "../schema.ts";
import { WantedProposal } from "./wanted-proposal.tsx";

export type FoundChange = NonNullable<Awaited<ReturnType<typeof findChange>>>;

/** What is wanted beside what stands, and the decision. */
export function ChangeDecision({ actor, change, words }: { actor: Actor; change: FoundChange; words: FieldWords }) {
  const t = useTranslations("changes");
  const s = useTranslations("schools");
  const { asked } = change;
  const facts = asked.kind === "CHANGE" || asked.kind === "CLOSE" ? asked.wanted : null;
  const stands = change.status === "PENDING" ? (change.now ?? change.before) : change.before;
  const diffWords = {
    field: t("field"),
    before: t(change.status === "PENDING" ? "now" : "before"),
    after: t("after"),
    nothing: t("nothing"),
  };
  const shown = (name: keyof Facts, of: Partial<Facts>) => displayValue(name, of[name], words) || null;
  return (
    <Card title={t(facts ? "compare" : "wanted")}>
      <div className="space-y-4">
        {change.stale.length > 0 && (
          <Notice tone="warn" title={t("staleTitle")}>
            <p>{t("staleText", { fields: change.stale.map((name) => s(`field.${name}`)).join(s("comma")) })}</p>
            <Diff
              caption={t("staleTitle")}
              changes={change.stale.map((name) => ({
                field: s(`field.${name}`),
                before: shown(name, change.before),
                after: shown(name, change.now ?? {}),
              }))}
              words={{ field: t("field"), before: t("before"), after: t("now"), nothing: t("nothing") }}
            />
          </Notice>
        )}
        {facts ? (
          <Diff
            caption={t("compare")}
            changes={(Object.keys(facts) as (keyof Facts)[]).map((name) => ({
              field: s(`field.${name}`),
              before: shown(name, stands),
              after: shown(name, facts),
            }))}
            words={diffWords}
          />
        ) : (
          <WantedProposal asked={asked} school={named(change.school, words.locale)} words={words} />
        )}
        {change.status === "PENDING" && <Decide actor={actor} change={change} />}
      </div>
    </Card>
  );
}

function Decide({ actor, change }: { actor: Actor; change: FoundChange }) {
  const t = useTranslations("changes");
  const s = useTranslations("schools");
  const { asked } = change;
  const begins = asked.kind === "CREATE" ? asked.wanted : asked.kind === "SPLIT" ? asked.wanted.successor : null;
  const locale = useLocale();
  const mayDecide = decides(actor.role, change.owner);
  const fields = { id: change.id };
  return (
    <div className="flex flex-wrap gap-2">
      {mayDecide && can(actor, "change.approve") && (
        <ConfirmButton
          label={t("approve")}
          variant="primary"
          title={t("approveTitle")}
          consequence={t(`approveEffect.${change.kind}`, { date: formatDate(change.effectiveOn, locale) })}
          action={approveRequest}
          fields={fields}
          version={change.version}
        >
          {change.stale.length > 0 && <Checkbox name="confirmed" label={t("confirm")} required />}
          {begins && (
            <TextField
              name="code"
              label={s("field.code")}
              hint={s("hint.code")}
              initial={begins.code}
              maxLength={60}
              required
            />
          )}
          <TextArea name="note" label={t("note")} rows={2} maxLength={500} />
        </ConfirmButton>
      )}
      {mayDecide && can(actor, "change.reject") && (
        <ConfirmButton
          label={t("reject")}
          title={t("rejectTitle")}
          consequence={t("rejectText")}
          action={rejectRequest}
          fields={fields}
          version={change.version}
        >
          <TextArea name="reason" label={t("reason")} rows={3} maxLength={500} required />
        </ConfirmButton>
      )}
      {change.requestedBy === actor.personId && can(actor, "change.withdraw") && (
        <ConfirmButton
          label={t("withdraw")}
          title={t("withdrawTitle")}
          consequence={t("withdrawText")}
          action={withdrawRequest}
          fields={fields}
          version={change.version}
        />
      )}
    </div>
  );
}
