import { useLocale, useTranslations } from "next-intl";
import type { FormAction } from "#lib/form.ts";
import { named, otherName } from "#lib/named.ts";
import { Button, LinkButton } from "#ui/button.tsx";
import { RadioGroup } from "#ui/choice-field.tsx";
import { type Column, DataTable } from "#ui/data-table.tsx";
import { Form } from "#ui/form.tsx";
import { Notice } from "#ui/notice.tsx";
import { Section } from "#ui/section.tsx";
import type { FieldWords } from "../display.ts";
import type { MergerPlan, MergingSchool } from "../merger-plan.ts";
import { DatedReason } from "./dated-reason.tsx";

type Props = {
  plan: MergerPlan;
  /** What was typed into the first step. */
  typed: string;
  words: FieldWords;
  today: string;
  version: number;
  action: FormAction;
  submit: string;
};

/** Two steps: which schools, by code or name; then all that would come together, and the press that does it. */
export function MergerPlanner(props: Props) {
  const { plan } = props;
  const ready = plan.others.length > 0 && plan.unknown.length + plan.ambiguous.length === 0;
  return ready ? <Decide {...props} /> : <Choose {...props} />;
}

function Choose({ plan, typed }: Props) {
  const t = useTranslations("schools");
  const problems = [
    ...plan.unknown.map((name) => t("merging.unknown", { name })),
    ...plan.ambiguous.map((name) => t("merging.ambiguous", { name })),
    ...(typed.trim() !== "" && plan.others.length === 0 && plan.unknown.length + plan.ambiguous.length === 0
      ? [t("error.mergeSelf")]
      : []),
  ];
  return (
    <form method="get" className="space-y-5">
      {problems.length > 0 && (
        <Notice tone="bad" title={t("merging.check")}>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="field">
        <label htmlFor="others" className="font-semibold">
          {t("form.others")}
        </label>
        <p className="text-muted">{t("hint.others")}</p>
        <textarea
          id="others"
          name="others"
          rows={4}
          maxLength={2000}
          required
          defaultValue={typed}
          className="control max-w-[75ch]"
        />
      </div>
      <Button type="submit" variant="primary">
        {t("merging.look")}
      </Button>
    </form>
  );
}

function useColumns(plan: MergerPlan, words: FieldWords): Column<MergingSchool>[] {
  const locale = useLocale();
  const t = useTranslations("schools");
  const label = useTranslations("label.stage");
  return [
    {
      id: "name",
      header: t("field.name"),
      width: "30%",
      cell: (school) => named(school, locale),
      below: (school) => [otherName(school, locale), school.code],
    },
    {
      id: "fate",
      header: t("merging.fate"),
      nowrap: true,
      cell: (school) => t(school.id === plan.into.id ? "merging.goesOn" : "merging.ends"),
    },
    {
      id: "district",
      header: t("field.districtId"),
      cell: (school) => words.districts.get(school.districtId) ?? "",
    },
    { id: "ownership", header: t("field.ownership"), cell: (school) => words.ownerships.get(school.ownership) ?? "" },
    {
      id: "stages",
      header: t("field.stages"),
      cell: (school) => school.stages.map((stage) => label(stage)).join(t("comma")),
    },
    {
      id: "underWay",
      header: t("merging.underWay"),
      cell: ({ requests, reports, people }) => t("merging.counts", { requests, reports, people }),
    },
  ];
}

function Decide({ plan, words, today, version, action, submit }: Props) {
  const t = useTranslations("schools");
  const locale = useLocale();
  const columns = useColumns(plan, words);
  const { into, others } = plan;
  const all = [into, ...others];
  const differs = (["districtId", "ownership"] as const).filter(
    (name) => new Set(all.map((one) => one[name])).size > 1,
  );
  const underWay = others.some(({ requests, reports }) => requests + reports > 0);
  return (
    <div className="space-y-5">
      <DataTable caption={t("merging.table")} columns={columns} rows={all} rowKey={({ id }) => id} empty={null} />
      {differs.length > 0 && (
        <Notice tone="warn">
          {t("merging.differs", { fields: differs.map((name) => t(`field.${name}`)).join(t("comma")) })}
        </Notice>
      )}
      {underWay && <Notice tone="warn">{t("merging.open")}</Notice>}
      <Form
        action={action}
        submit={submit}
        fields={{ id: into.id, others: others.map(({ code }) => code).join(" ") }}
        version={version}
        actions={<LinkButton href={`?others=${encodeURIComponent("")}`}>{t("merging.again")}</LinkButton>}
        guard
      >
        <Section title={t("form.when")}>
          <RadioGroup
            name="code"
            label={t("form.mergeCode")}
            required
            initial={into.code}
            options={all.map((school) => ({ value: school.code, label: `${school.code} ${named(school, locale)}` }))}
          />
          <DatedReason today={today} />
        </Section>
      </Form>
    </div>
  );
}
