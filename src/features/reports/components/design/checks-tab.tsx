"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { insert, type Path, put } from "#features/reports/form/draft-edits.ts";
import { listedCodes, type RuleDraft } from "#features/reports/form/rule-draft.ts";
import { RULE_KINDS, type RuleKind, ruleOfKind } from "#features/reports/form/rule-kinds.ts";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { Icon } from "#ui/icon.tsx";
import { TONES } from "../fill/tones.ts";
import { eitherName, placeKey, useDesign, useEntry } from "./design-context.tsx";
import { ChoiceEntry, ProblemList, Steps, TextEntry } from "./entries.tsx";

/** The checks of a form, each folded to its sentence until it is worked on. */
export function ChecksTab() {
  const t = useTranslations("forms.design");
  const { draft, edit, locale } = useDesign();
  const [kind, setKind] = useState<RuleKind>("rowSum");
  return (
    <div className="space-y-4 pb-6">
      <p className="text-muted">{t("checksLead")}</p>
      {draft.rules.map((rule, index) => (
        <RuleEntry key={placeKey(["rules", index])} rule={rule} index={index} of={draft.rules.length} />
      ))}
      <div className="flex flex-wrap items-end gap-2">
        <label className="field">
          <span className="font-semibold">{t("ruleKind")}</span>
          <span className="select">
            <select
              className="control"
              value={kind}
              onChange={(event) => setKind(event.currentTarget.value as RuleKind)}
            >
              {RULE_KINDS.map((one) => (
                <option key={one} value={one}>
                  {t(`ruleKinds.${one}`)}
                </option>
              ))}
            </select>
            <Icon name="chevron-down" size={16} />
          </span>
        </label>
        <Button
          icon="plus"
          onClick={() =>
            edit((whole) =>
              insert(whole, ["rules"], whole.rules.length, ruleOfKind(whole, kind, locale === "en" ? "en" : "zh")),
            )
          }
        >
          {t("add.rule")}
        </Button>
      </div>
    </div>
  );
}

function RuleEntry({ rule, index, of }: { rule: RuleDraft; index: number; of: number }) {
  const t = useTranslations("forms.design");
  const severity = useTranslations("edition.severity");
  const path = ["rules", index];
  const [startsOpen] = useState(rule.statement.zh === "" && rule.statement.en === "");
  const { problems } = useEntry(path, true);
  const own = problems.filter(({ path: at }) => at.length === path.length);
  const { locale } = useDesign();
  const said = eitherName(rule.statement, locale);
  return (
    <details className="card" open={startsOpen}>
      <summary className="card-head flex flex-wrap items-center gap-2">
        <Badge tone={problems.length > 0 ? "bad" : TONES[rule.severity]}>
          {problems.length > 0 ? t("wrong") : severity(rule.severity)}
        </Badge>
        <span>{rule.id}</span>
        <span>{said || rule.holds}</span>
      </summary>
      <div className="card-body space-y-4">
        <div className="flex flex-wrap items-end gap-3">
          <TextEntry path={[...path, "id"]} label={t("ruleId")} code />
          <ChoiceEntry
            path={[...path, "severity"]}
            label={t("severity")}
            options={(["error", "warning", "info"] as const).map((one) => ({ value: one, label: severity(one) }))}
          />
          <Steps path={["rules"]} index={index} of={of} what={rule.id} />
        </div>
        <ProblemList problems={own} />
        <ScopeEntry rule={rule} path={path} />
        <TextEntry path={[...path, "when"]} label={t("when")} hint={t("whenHint")} code />
        <TextEntry path={[...path, "holds"]} label={t("holds")} hint={t("holdsHint")} code rows={2} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextEntry path={[...path, "statement", "zh"]} label={t("statementZh")} rows={2} />
          <TextEntry path={[...path, "statement", "en"]} label={t("statementEn")} rows={2} />
          <TextEntry path={[...path, "message", "zh"]} label={t("messageZh")} rows={2} />
          <TextEntry path={[...path, "message", "en"]} label={t("messageEn")} rows={2} />
        </div>
        <TextEntry path={[...path, "marks"]} label={t("marks")} hint={t("marksHint")} code />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextEntry path={[...path, "clause", "zh"]} label={t("clauseZh")} />
          <TextEntry path={[...path, "clause", "en"]} label={t("clauseEn")} />
        </div>
      </div>
    </details>
  );
}

/** Where a check is tried: once, in rows, in columns, or item by item. */
function ScopeEntry({ rule, path }: { rule: RuleDraft; path: Path }) {
  const t = useTranslations("forms.design");
  const { draft, edit, locale } = useDesign();
  const { problems } = useEntry([...path, "scope"], true);
  const { scope } = rule;
  const tables = draft.sheets.flatMap(({ sections }) => sections.filter(({ kind }) => kind === "table"));
  const table = "table" in scope ? scope.table : (tables[0]?.code ?? "");
  const codes = "columns" in scope ? scope.columns : "codes" in scope ? scope.codes : [];
  const rows = "rows" in scope ? scope.rows : "all";
  const choose = (
    kind: RuleDraft["scope"]["kind"],
    more: { table?: string; codes?: string[]; rows?: typeof rows } = {},
  ) => {
    const next = { table, codes, rows, ...more };
    const made: Record<typeof kind, RuleDraft["scope"]> = {
      once: { kind: "once" },
      each: { kind: "each", codes: [...next.codes] },
      rows: { kind: "rows", table: next.table, rows: next.rows },
      columns: { kind: "columns", table: next.table, columns: [...next.codes] },
      cells: { kind: "cells", table: next.table, columns: [...next.codes], rows: next.rows },
    };
    edit((whole) => put(whole, [...path, "scope"], made[kind]), `${path.join(".")}.scope`);
  };
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-end gap-3">
        <ChoiceEntry
          path={[...path, "scope", "kind"]}
          label={t("where")}
          options={(["once", "each", "rows", "columns", "cells"] as const).map((one) => ({
            value: one,
            label: t(`scopes.${one}`),
          }))}
          onChoose={(kind) => choose(kind as RuleDraft["scope"]["kind"])}
        />
        {"table" in scope && (
          <ChoiceEntry
            path={[...path, "scope", "table"]}
            label={t("table")}
            options={tables.map(({ code, names }) => ({ value: code, label: `${code} ${eitherName(names, locale)}` }))}
            onChoose={(chosen) => choose(scope.kind, { table: chosen })}
          />
        )}
        {"rows" in scope && (
          <ChoiceEntry
            path={[...path, "scope", "rows"]}
            label={t("rows")}
            options={(["details", "total", "all"] as const).map((one) => ({ value: one, label: t(`which.${one}`) }))}
            onChoose={(chosen) => choose(scope.kind, { rows: chosen as typeof rows })}
          />
        )}
        {("columns" in scope || "codes" in scope) && (
          <label className="field">
            <span className="font-semibold">{t("items")}</span>
            <input
              key={codes.join()}
              className="control font-mono"
              defaultValue={codes.join(", ")}
              onBlur={(event) => choose(scope.kind, { codes: listedCodes(event.currentTarget.value) })}
            />
          </label>
        )}
      </div>
      <ProblemList problems={problems} />
    </div>
  );
}
