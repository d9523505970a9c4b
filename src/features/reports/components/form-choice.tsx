import { useLocale, useTranslations } from "next-intl";
import { named } from "#lib/named.ts";
import { LinkButton } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { Card } from "#ui/section.tsx";
import type { listForms } from "../campaign-choices.ts";

/** Which form a new campaign uses: the first of its two questions. */
export function FormChoice({ forms }: { forms: Awaited<ReturnType<typeof listForms>> }) {
  const t = useTranslations("campaigns");
  const locale = useLocale();
  if (forms.length === 0) return <Empty title={t("new.noForms")} icon="report" />;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      {forms.map((form) => {
        const sections = form.definition.sheets.flatMap((sheet) => sheet.sections);
        const names = sections.map((section) => (locale === "en" ? section.names.en : section.names.zh));
        return (
          <Card
            key={form.id}
            title={named(form, locale)}
            lead={t("new.edition", { number: form.number, period: t(`new.period.${form.definition.period}`) })}
          >
            <p className="mb-4 text-muted">
              {t("new.asks", { sections: names.join(t("comma")), rules: form.definition.rules.length })}
            </p>
            <div className="flex flex-wrap gap-2">
              <LinkButton href={`/reports/campaigns/new?templateVersionId=${form.id}`} variant="primary">
                {t("new.use")}
                <span className="sr-only"> {named(form, locale)}</span>
              </LinkButton>
              <LinkButton href={`/reports/forms/${form.id}`}>
                {t("new.look")}
                <span className="sr-only"> {named(form, locale)}</span>
              </LinkButton>
            </div>
          </Card>
        );
      })}
    </div>
  );
}
