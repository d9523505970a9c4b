"use client";

import { useTranslations } from "next-intl";
import {
  insert,
  newCell,
  newSection,
  newSheet,
  type Path,
  pastedCells,
  put,
} from "#features/reports/form/draft-edits.ts";
import type { CellDraft, FormDraft, SectionDraft } from "#features/reports/form/form-draft.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/section.tsx";
import { CellMore } from "./cell-more.tsx";
import { eitherName, placeKey, useDesign, useEntry } from "./design-context.tsx";
import { ChoiceEntry, CountEntry, NamedList, ProblemList, Steps, TextEntry, TickEntry } from "./entries.tsx";
import { TakeFile } from "./take-file.tsx";

/** Sheets, sections and items, each where the school will find it. */
export function LayoutTab() {
  const t = useTranslations("forms.design");
  const { draft, edit } = useDesign();
  const { problems } = useEntry(["sheets"]);
  return (
    <div className="space-y-6 pb-6">
      <div className="grid gap-4 sm:grid-cols-3">
        <TextEntry path={["names", "zh"]} label={t("nameZh")} />
        <TextEntry path={["names", "en"]} label={t("nameEn")} />
        <ChoiceEntry
          path={["period"]}
          label={t("period")}
          options={(["year", "month"] as const).map((value) => ({ value, label: t(`periods.${value}`) }))}
        />
      </div>
      <TakeFile />
      {draft.sheets.length > 0 && <Outline draft={draft} />}
      <ProblemList problems={problems} />
      {draft.sheets.map((sheet, index) => (
        <section key={placeKey(["sheets", index])} aria-label={t("sheet", { number: index + 1 })} className="space-y-4">
          <div className="flex flex-wrap items-end gap-3">
            <h2 className="w-full">{t("sheet", { number: index + 1 })}</h2>
            <TextEntry path={["sheets", index, "names", "zh"]} label={t("nameZh")} />
            <TextEntry path={["sheets", index, "names", "en"]} label={t("nameEn")} />
            <TextEntry path={["sheets", index, "key"]} label={t("key")} code />
            <Steps path={["sheets"]} index={index} of={draft.sheets.length} what={t("sheet", { number: index + 1 })} />
          </div>
          <SheetProblems index={index} />
          {sheet.sections.map((section, at) => (
            <SectionEntry
              key={placeKey(["sheets", index, "sections", at])}
              section={section}
              path={["sheets", index, "sections", at]}
              of={sheet.sections.length}
            />
          ))}
          <div className="flex flex-wrap gap-2">
            {(["cells", "table"] as const).map((kind) => (
              <Button
                key={kind}
                icon="plus"
                onClick={() =>
                  edit((whole) =>
                    insert(whole, ["sheets", index, "sections"], sheet.sections.length, newSection(whole, kind)),
                  )
                }
              >
                {t(`add.${kind}`)}
              </Button>
            ))}
          </div>
        </section>
      ))}
      <Button
        icon="plus"
        onClick={() => edit((whole) => insert(whole, ["sheets"], whole.sheets.length, newSheet(whole)))}
      >
        {t("add.sheet")}
      </Button>
    </div>
  );
}

function SheetProblems({ index }: { index: number }) {
  return <ProblemList problems={useEntry(["sheets", index]).problems} />;
}

/** What the form consists of, at a glance, and the way there. */
function Outline({ draft }: { draft: FormDraft }) {
  const t = useTranslations("forms.design");
  const { locale } = useDesign();
  return (
    <nav aria-label={t("outline")} className="card px-4 py-3">
      <ul className="space-y-1">
        {draft.sheets.map((sheet, index) => (
          <li key={placeKey(["sheets", index])}>
            <span className="me-3 font-semibold">{eitherName(sheet.names, locale) || sheet.key}</span>
            {sheet.sections.map((section, at) => (
              <span key={placeKey(["sections", at])} className="me-3 inline-block">
                <a className="link" href={`#${sectionId(["sheets", index, "sections", at])}`}>
                  {section.code} {eitherName(section.names, locale)}
                </a>{" "}
                <span className="text-muted">
                  {section.kind === "table" ? section.columns.length : section.cells.length}
                </span>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </nav>
  );
}

const sectionId = (path: Path): string => `section-${placeKey(path)}`;

function SectionEntry({ section, path, of }: { section: SectionDraft; path: Path; of: number }) {
  const t = useTranslations("forms.design");
  const { edit, locale } = useDesign();
  const { problems } = useEntry(path);
  const list = [...path, section.kind === "table" ? "columns" : "cells"];
  const cells = section.kind === "table" ? section.columns : section.cells;
  const index = path.at(-1) as number;
  return (
    <Card id={sectionId(path)} title={`${section.code} ${eitherName(section.names, locale)}`}>
      <div className="space-y-4">
        <ProblemList problems={problems} />
        <div className="flex flex-wrap items-end gap-3">
          <TextEntry path={[...path, "code"]} label={t("code")} code />
          <TextEntry path={[...path, "names", "zh"]} label={t("nameZh")} />
          <TextEntry path={[...path, "names", "en"]} label={t("nameEn")} />
          <TextEntry path={[...path, "help", "zh"]} label={t("helpZh")} />
          <TextEntry path={[...path, "help", "en"]} label={t("helpEn")} />
          <Steps path={path.slice(0, -1)} index={index} of={of} what={section.code} />
        </div>
        {section.kind === "table" && <RowsEntry section={section} path={path} />}
        <CellGrid cells={cells} list={list} />
        <div className="flex flex-wrap items-center gap-2">
          <Button icon="plus" onClick={() => edit((whole) => insert(whole, list, cells.length, newCell(section)))}>
            {t(section.kind === "table" ? "add.column" : "add.cell")}
          </Button>
          <PasteBox
            onPaste={(text) => edit((whole) => insert(whole, list, cells.length, ...pastedCells(section, text)))}
          />
        </div>
      </div>
    </Card>
  );
}

/** Takes a block of items copied out of a sheet. */
function PasteBox({ onPaste }: { onPaste: (text: string) => void }) {
  const t = useTranslations("forms.design");
  return (
    <label className="flex min-w-0 flex-wrap items-center gap-2">
      <input
        type="text"
        readOnly
        value=""
        placeholder={t("paste")}
        className="control max-w-80"
        onPaste={(event) => {
          event.preventDefault();
          onPaste(event.clipboardData.getData("text/plain"));
        }}
      />
      <span className="text-muted">{t("pasteHint")}</span>
    </label>
  );
}

const ROWS = {
  grades: () => ({ kind: "grades" }),
  fixed: (rows: readonly object[]) => ({ kind: "fixed", rows }),
  own: () => ({ kind: "own", of: "class", most: 30 }),
};

function RowsEntry({ section, path }: { section: Extract<SectionDraft, { kind: "table" }>; path: Path }) {
  const t = useTranslations("forms.design");
  const { edit } = useDesign();
  const { problems } = useEntry([...path, "rows"]);
  const { rows, total } = section;
  const fixed = rows.kind === "fixed" ? rows.rows : [];
  const list = [...path, "rows", "rows"];
  return (
    <div className="space-y-3">
      <ProblemList problems={problems} />
      <div className="flex flex-wrap items-end gap-3">
        <ChoiceEntry
          path={[...path, "rows", "kind"]}
          label={t("rows")}
          options={[
            { value: "grades", label: t("rowsOf.grades") },
            { value: "fixed", label: t("rowsOf.fixed") },
            { value: "own", label: t("rowsOf.own") },
          ]}
          onChoose={(kind) => edit((whole) => put(whole, [...path, "rows"], ROWS[kind as keyof typeof ROWS](fixed)))}
        />
        {rows.kind === "own" && (
          <>
            <ChoiceEntry
              path={[...path, "rows", "of"]}
              label={t("ownOf")}
              options={(["class", "person"] as const).map((value) => ({ value, label: t(`ownRows.${value}`) }))}
            />
            <CountEntry path={[...path, "rows", "most"]} label={t("mostRows")} most={100} />
          </>
        )}
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={total !== undefined}
            onChange={(event) => {
              const names = event.currentTarget.checked ? { en: "Total", zh: "合计" } : undefined;
              edit((whole) => put(whole, [...path, "total"], names));
            }}
          />
          {t("total")}
        </label>
        {total && (
          <>
            <TextEntry path={[...path, "total", "zh"]} label={t("nameZh")} />
            <TextEntry path={[...path, "total", "en"]} label={t("nameEn")} />
          </>
        )}
      </div>
      {rows.kind === "fixed" && <NamedList path={list} list={rows.rows} letter="r" add={t("add.row")} />}
    </div>
  );
}

const TYPES: Record<CellDraft["value"]["type"], CellDraft["value"]> = {
  integer: { type: "integer", min: "", max: "" },
  decimal: { type: "decimal", places: 2, min: "", max: "" },
  text: { type: "text", max: 200 },
  "yes-no": { type: "yes-no" },
  choice: { type: "choice", options: [] },
  date: { type: "date", min: "", max: "" },
};

const HEADS = ["code", "nameZh", "nameEn", "unitZh", "unitEn", "kind", "measure", "required"] as const;
/** Names take what the others leave. */
const WIDTHS: Record<(typeof HEADS)[number], string> = {
  ...{ code: "w-20", nameZh: "", nameEn: "", unitZh: "w-24", unitEn: "w-24" },
  ...{ kind: "w-32", measure: "w-32", required: "w-16" },
};

function CellGrid({ cells, list }: { cells: readonly CellDraft[]; list: Path }) {
  const t = useTranslations("forms.design");
  const { edit } = useDesign();
  if (cells.length === 0) return null;
  return (
    <div className="relative overflow-x-auto">
      <table className="w-full min-w-[68rem] table-fixed">
        <thead>
          <tr>
            {HEADS.map((head) => (
              <th key={head} scope="col" className={`px-1 text-start align-bottom font-semibold ${WIDTHS[head]}`}>
                {t(head)}
              </th>
            ))}
            <td className="w-48" />
          </tr>
        </thead>
        <tbody>
          {cells.map((cell, index) => {
            const path = [...list, index];
            return (
              <tr key={placeKey(path)} className="align-top">
                <td className="p-1">
                  <TextEntry bare path={[...path, "code"]} label={t("code")} code />
                </td>
                {(["names", "unit"] as const).flatMap((part) =>
                  (["zh", "en"] as const).map((language) => (
                    <td key={part + language} className="p-1">
                      <TextEntry
                        bare
                        path={[...path, part, language]}
                        label={t(`${part === "names" ? "name" : "unit"}${language === "zh" ? "Zh" : "En"}`)}
                      />
                    </td>
                  )),
                )}
                <td className="p-1">
                  <ChoiceEntry
                    bare
                    path={[...path, "value", "type"]}
                    label={t("kind")}
                    options={Object.keys(TYPES).map((type) => ({
                      value: type,
                      label: t(`kinds.${type as keyof typeof TYPES}`),
                    }))}
                    onChoose={(type) =>
                      edit((whole) => put(whole, [...path, "value"], TYPES[type as keyof typeof TYPES]))
                    }
                  />
                </td>
                <td className="p-1">
                  <ChoiceEntry
                    bare
                    path={[...path, "measure"]}
                    label={t("measure")}
                    options={(["point", "period"] as const).map((value) => ({ value, label: t(`measures.${value}`) }))}
                  />
                </td>
                <td className="p-1 pt-3 text-center">
                  <TickEntry bare path={[...path, "required"]} label={t("required")} />
                </td>
                <td className="p-1">
                  <span className="flex items-center whitespace-nowrap">
                    <CellMore path={path} cell={cell} />
                    <Steps path={list} index={index} of={cells.length} what={cell.code} />
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
