import { useLocale, useTranslations } from "next-intl";
import { named } from "#lib/named.ts";
import { formatDate } from "#lib/plain-date.ts";
import { LinkButton } from "#ui/button.tsx";
import { CheckboxGroup, RadioGroup } from "#ui/choice-field.tsx";
import { TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { Notice } from "#ui/notice.tsx";
import { Card } from "#ui/section.tsx";
import { applyImport, checkAgain } from "../actions.ts";
import type { Counts } from "../check.ts";
import type { goneSchools, ImportHead } from "../queries.ts";

type NewEntries = { districts: number; ownerships: number };
type Gone = Awaited<ReturnType<typeof goneSchools>>;

/** What applying a checked list would do, and the press that does it. */
export function ApplyPanel({ head, lists, gone }: { head: ImportHead; lists: NewEntries; gone: Gone }) {
  const t = useTranslations("imports");
  const locale = useLocale();
  const { counts } = head;
  if (!counts) return null;
  const sentences = [
    counts.NEW > 0 && t("apply.new", { count: counts.NEW }),
    counts.CHANGED > 0 && t("apply.changed", { count: counts.CHANGED }),
    lists.districts > 0 && t("apply.districts", { count: lists.districts }),
    lists.ownerships > 0 && t("apply.ownerships", { count: lists.ownerships }),
  ].filter((sentence) => sentence !== false);
  const changes = counts.NEW + counts.CHANGED > 0;
  return (
    <Card title={t("apply.title")} actions={<Again head={head} />}>
      <div className="max-w-3xl space-y-5">
        {counts.BAD > 0 && (
          <Notice tone="warn" title={t("apply.badTitle", { count: counts.BAD })}>
            {t(counts.BAD === head.reading.rows ? "apply.noneGood.text" : "apply.badText")}
          </Notice>
        )}
        {changes && (
          <div>
            <ul className="list-disc ps-5">
              {sentences.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            <p className="mt-2 text-muted">
              {head.effectiveOn && t("apply.from", { date: formatDate(head.effectiveOn, locale) })} {t("apply.oneGo")}
            </p>
          </div>
        )}
        {!changes && counts.SAME > 0 && (
          <Notice tone="good" title={t("apply.nothing.title")}>
            {t("apply.nothing.text")}
          </Notice>
        )}
        {(changes || counts.GONE > 0) && <ApplyForm head={head} counts={counts} gone={gone} />}
      </div>
    </Card>
  );
}

function ApplyForm({ head, counts, gone }: { head: ImportHead; counts: Counts; gone: Gone }) {
  const t = useTranslations("imports");
  const locale = useLocale();
  const good = counts.NEW + counts.CHANGED;
  const bad = counts.BAD > 0;
  return (
    <Form
      action={applyImport}
      fields={{ importId: head.id, ...(!bad && { mode: "all" }) }}
      version={head.version}
      submit={good > 0 ? t("apply.submit", { count: good }) : t("apply.submitPropose")}
      submitVariant={good > 0 ? "primary" : "secondary"}
      className="group/form"
    >
      {bad && (
        <RadioGroup
          name="mode"
          label={t("apply.mode")}
          required
          options={[
            { value: "good", label: t("apply.good", { count: good }) },
            { value: "all", label: t("apply.all") },
          ]}
        />
      )}
      {counts.GONE > 0 && (
        <CheckboxGroup
          name="closures"
          label={t("apply.propose", { count: counts.GONE })}
          hint={t("apply.proposeHint")}
          options={[
            { value: "ALL", label: t("apply.proposeAll", { count: counts.GONE }) },
            ...gone.map((school) => ({ value: school.id, label: `${named(school, locale)} ${school.code}` })),
          ]}
        />
      )}
      <TextField name="reason" label={t("apply.reason")} hint={t("apply.reasonHint")} size="full" maxLength={300} />
    </Form>
  );
}

function Again({ head }: { head: ImportHead }) {
  const t = useTranslations("imports.check");
  return (
    <>
      <LinkButton href={`/schools/imports/${head.id}/columns`} variant="quiet">
        {t("changeColumns")}
      </LinkButton>
      <LinkButton href={`/schools/imports/${head.id}/values`} variant="quiet">
        {t("changeValues")}
      </LinkButton>
      <Form
        action={checkAgain}
        fields={{ importId: head.id }}
        version={head.version}
        submit={t("again")}
        submitVariant="secondary"
      />
    </>
  );
}
