"use client";

import { useTranslations } from "next-intl";
import { type Path, put } from "#features/reports/form/draft-edits.ts";
import { FactName } from "#features/reports/form/expression.ts";
import type { CellDraft } from "#features/reports/form/form-draft.ts";
import { Dialog } from "#ui/dialog.tsx";
import { eitherName, useDesign, useEntry } from "./design-context.tsx";
import { ChoiceEntry, CountEntry, NamedList, ProblemList, TextEntry } from "./entries.tsx";
import { StageTicks } from "./stage-ticks.tsx";

/** What an item has beyond its line in the grid. */
export function CellMore({ path, cell }: { path: Path; cell: CellDraft }) {
  const t = useTranslations("forms.design");
  const { problems } = useEntry(path, true);
  const { locale } = useDesign();
  const { value } = cell;
  const isNumber = value.type === "integer" || value.type === "decimal";
  return (
    <Dialog trigger={t("more")} triggerVariant="quiet" title={`${cell.code} ${eitherName(cell.names, locale)}`} wide>
      <div className="space-y-4">
        <ProblemList problems={problems} />
        <TextEntry path={[...path, "help", "zh"]} label={t("helpZh")} rows={2} />
        <TextEntry path={[...path, "help", "en"]} label={t("helpEn")} rows={2} />
        {value.type === "choice" && <Options path={[...path, "value", "options"]} options={value.options} />}
        {(isNumber || value.type === "date") && (
          <div className="grid gap-4 sm:grid-cols-3">
            <TextEntry
              path={[...path, "value", "min"]}
              label={t(isNumber ? "min" : "earliest")}
              hint={t(isNumber ? "minHint" : "dayHint")}
            />
            <TextEntry path={[...path, "value", "max"]} label={t(isNumber ? "max" : "latest")} />
            {value.type === "decimal" && (
              <CountEntry path={[...path, "value", "places"]} label={t("places")} most={6} />
            )}
          </div>
        )}
        {value.type === "text" && <CountEntry path={[...path, "value", "max"]} label={t("length")} most={2000} />}
        {isNumber && (
          <ChoiceEntry
            path={[...path, "combines"]}
            label={t("combines")}
            none={t("combined.sum")}
            options={(["largest", "none"] as const).map((one) => ({ value: one, label: t(`combined.${one}`) }))}
          />
        )}
        <ChoiceEntry
          path={[...path, "hint"]}
          label={t("hint")}
          none={t("hints.none")}
          options={(["last-year", "last-month"] as const).map((one) => ({ value: one, label: t(`hints.${one}`) }))}
        />
        <ChoiceEntry
          path={[...path, "shown"]}
          label={t("shown")}
          none={t("typed")}
          options={FactName.options.map((fact) => ({ value: fact, label: t(`facts.${fact}`) }))}
        />
        <Starts path={path} cell={cell} />
        <Stages path={path} cell={cell} />
      </div>
    </Dialog>
  );
}

/** What can be chosen. */
function Options({ path, options }: { path: Path; options: readonly { key: string }[] }) {
  const t = useTranslations("forms.design");
  const { problems } = useEntry(path.slice(0, -1));
  return (
    <fieldset className="space-y-2">
      <legend className="font-semibold">{t("options")}</legend>
      <ProblemList problems={problems} />
      <NamedList path={path} list={options} letter="o" add={t("add.option")} />
    </fieldset>
  );
}

/** Where its value may come from before anybody types one. */
function Starts({ path, cell }: { path: Path; cell: CellDraft }) {
  const t = useTranslations("forms.design");
  const { edit } = useDesign();
  const starts = cell.starts ?? [];
  const fact = starts.find((one) => one.from === "register")?.fact ?? "";
  const code = starts.find((one) => one.from === "last-month")?.code ?? "";
  const put_ = (month: string, register: string) =>
    edit((whole) =>
      put(
        whole,
        [...path, "starts"],
        [
          ...(month === "" ? [] : [{ from: "last-month", code: month }]),
          ...(register === "" ? [] : [{ from: "register", fact: register }]),
        ],
      ),
    );
  return (
    <fieldset className="grid gap-4 sm:grid-cols-2">
      <legend className="font-semibold">{t("starts")}</legend>
      <label className="field">
        {t("startsMonth")}
        <input className="control" value={code} onChange={(event) => put_(event.currentTarget.value, fact)} />
      </label>
      <label className="field">
        {t("startsRegister")}
        <span className="select">
          <select className="control" value={fact} onChange={(event) => put_(code, event.currentTarget.value)}>
            <option value="">{t("hints.none")}</option>
            {FactName.options.map((one) => (
              <option key={one} value={one}>
                {t(`facts.${one}`)}
              </option>
            ))}
          </select>
        </span>
      </label>
    </fieldset>
  );
}

/** Of which schools it is asked; all of them where none is ticked. */
function Stages({ path, cell }: { path: Path; cell: CellDraft }) {
  const t = useTranslations("forms.design");
  const { edit } = useDesign();
  return (
    <StageTicks
      legend={t("stages")}
      chosen={cell.stages ?? []}
      onChoose={(next) => edit((whole) => put(whole, [...path, "stages"], next.length > 0 ? next : undefined))}
    />
  );
}
