import { useLocale, useTranslations } from "next-intl";
import type { Definition, Rule, Scope } from "#features/reports/form/definition.ts";
import { draftRule } from "#features/reports/form/rule-draft.ts";
import { Badge } from "#ui/badge.tsx";
import { TONES } from "../fill/tones.ts";
import { inLocale } from "../fill/words.ts";

const SEVERITIES = ["error", "warning", "info"] as const;

/** Every check of a form as a sentence and as the formula that is tried, the gravest first. */
export function Checks({ definition }: { definition: Definition }) {
  const t = useTranslations("edition");
  const { rules } = definition;
  return (
    <section aria-labelledby="checks" className="space-y-6">
      <h2 id="checks">{t("checks", { count: rules.length })}</h2>
      {SEVERITIES.filter((one) => one === "error" || rules.some(({ severity }) => severity === one)).map((severity) => (
        <div key={severity} className="space-y-2">
          <h3 className="flex flex-wrap items-center gap-2 font-semibold">
            <Badge tone={TONES[severity]}>{t(`severity.${severity}`)}</Badge>
            <span className="font-normal text-muted">{t(`meaning.${severity}`)}</span>
          </h3>
          <ul className="card divide-y divide-line">
            {severity === "error" && (
              <li className="px-4 py-3">
                <p>{t("always")}</p>
              </li>
            )}
            {rules
              .filter((rule) => rule.severity === severity)
              .map((rule) => (
                <OneCheck key={rule.id} rule={rule} definition={definition} />
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function OneCheck({ rule, definition }: { rule: Rule; definition: Definition }) {
  const t = useTranslations("edition");
  const locale = useLocale();
  const { when, holds } = draftRule(rule, definition, locale === "en" ? "en" : "zh");
  const where = useScopeWords()(rule.scope);
  return (
    <li className="space-y-1 px-4 py-3">
      <p>{inLocale(rule.statement, locale)}</p>
      <p className="break-words text-muted">
        <span className="sr-only">{t("formula")} </span>
        <code>{when ? t("when", { when, holds }) : holds}</code>
      </p>
      {where && <p className="text-muted">{where}</p>}
      {rule.clause && <p className="text-muted">{inLocale(rule.clause, locale)}</p>}
    </li>
  );
}

/** Where a rule is tried, in words; null for once. */
function useScopeWords() {
  const t = useTranslations("edition");
  const locale = useLocale();
  const list = (codes: readonly string[]) => codes.join(locale === "en" ? ", " : "、");
  return (scope: Scope): string | null => {
    switch (scope.kind) {
      case "once":
        return null;
      case "each":
        return t("scope.each", { codes: list(scope.codes) });
      case "columns":
        return t("scope.columns", { table: scope.table, codes: list(scope.columns) });
      case "rows":
        return t(`scope.${scope.rows}`, { table: scope.table });
      default:
        return t("scope.cells", { codes: list(scope.columns), rows: t(`scope.${scope.rows}`, { table: scope.table }) });
    }
  };
}
