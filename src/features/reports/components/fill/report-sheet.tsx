"use client";

import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { isNumeric, type Place } from "#features/reports/form/cells.ts";
import type { Cell } from "#features/reports/form/definition.ts";
import { Facts } from "#ui/facts.tsx";
import { CellControl } from "./cell-control.tsx";
import { CellNotes, notesId } from "./cell-notes.tsx";
import { CellReading } from "./cell-reading.tsx";
import { useSheet } from "./fill-context.tsx";
import type { Block } from "./layout.ts";
import { Noughts } from "./noughts.tsx";
import { idOf, inLocale, labelOf, nameOf } from "./words.ts";

export type SheetMode = "fill" | "read";

/** All sheets and sections of the form, one below the other, as it is filled in or as it is read. */
export function ReportSheet({ mode }: { mode: SheetMode }) {
  const { definition, blocks, locale } = useSheet();
  return definition.sheets.map((sheet) => {
    const own = blocks.filter((block) => block.sheet === sheet.key);
    if (own.length === 0) return null;
    return (
      <section key={sheet.key} aria-labelledby={`sheet-${sheet.key}`} className="fill-sheet">
        <h2 id={`sheet-${sheet.key}`} className="fill-sheet-title">
          {inLocale(sheet.names, locale)}
        </h2>
        {own.map((block) => (
          <BlockView key={block.section.code} block={block} mode={mode} />
        ))}
      </section>
    );
  });
}

function BlockView({ block, mode }: { block: Block; mode: SheetMode }) {
  const { locale } = useSheet();
  const { section } = block;
  const id = `section-${section.code}`;
  return (
    <section aria-labelledby={id} className="card">
      <div className="card-head">
        <h3 id={id} className="text-base leading-6">
          {section.code} · {inLocale(section.names, locale)}
        </h3>
        {section.help && <p className="max-w-[75ch] text-muted">{inLocale(section.help, locale)}</p>}
        {mode === "fill" && <Noughts block={block} />}
      </div>
      <BlockBody block={block} mode={mode} />
    </section>
  );
}

function BlockBody({ block, mode }: { block: Block; mode: SheetMode }) {
  if (block.section.kind === "table") return <TableView block={block} mode={mode} />;
  const isTyped = block.lines.some(({ places }) => places.some(({ typed }) => typed));
  return isTyped ? <Lines block={block} mode={mode} /> : <FromRegister block={block} />;
}

/** A section that the register answers as a whole. */
function FromRegister({ block }: { block: Block }) {
  const { facts, locale } = useSheet();
  const places = block.lines.flatMap((line) => line.places);
  return (
    <div className="card-body">
      <Facts
        items={places.map(({ cell, address }) => ({
          label: `${cell.code} ${labelOf(cell, locale)}`,
          value: facts[address] ?? "—",
        }))}
      />
    </div>
  );
}

/** What a column or item means, folded away; also to be printed. */
function Meanings({ cells }: { cells: readonly Cell[] }) {
  const { locale } = useSheet();
  const t = useTranslations("fill");
  const explained = cells.flatMap(({ help, ...cell }) => (help ? [{ cell, help }] : []));
  if (explained.length === 0) return null;
  return (
    <details className="fill-meanings">
      <summary className="link">{t("meanings")}</summary>
      <dl>
        {explained.map(({ cell, help }) => (
          <Fragment key={cell.code}>
            <dt>
              {cell.code} {inLocale(cell.names, locale)}
            </dt>
            <dd>{inLocale(help, locale)}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}

function TableView({ block, mode }: { block: Block; mode: SheetMode }) {
  const { locale } = useSheet();
  const t = useTranslations("fill");
  const columns = (block.lines[0]?.places ?? []).map(({ cell }) => cell);
  return (
    <>
      <Meanings cells={columns} />
      <section
        className="fill-frame"
        aria-label={t("tableOf", { name: inLocale(block.section.names, locale) })}
        tabIndex={mode === "read" ? 0 : undefined}
      >
        <table className="fill-table">
          <thead>
            <tr>
              <th scope="col">{t("row")}</th>
              {columns.map((cell) => (
                <th key={cell.code} scope="col">
                  <span className="fill-code">{cell.code}</span>
                  <span className="block">{labelOf(cell, locale)}</span>
                  {cell.unit && <span className="fill-unit">{inLocale(cell.unit, locale)}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.lines.map(({ row, places }) => (
              <tr key={row?.key} data-total={row?.key === "total" || undefined}>
                <th scope="row">{row && inLocale(row.names, locale)}</th>
                {places.map((place) => (
                  <td key={place.address} className={isNumeric(place.cell.value) ? "num" : undefined}>
                    <OneCell place={place} mode={mode} named />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function Lines({ block, mode }: { block: Block; mode: SheetMode }) {
  const places = block.lines.flatMap((line) => line.places);
  return (
    <>
      <Meanings cells={places.filter(({ typed }) => !typed).map(({ cell }) => cell)} />
      <div className="fill-lines">
        {places.map((place) => (
          <Line key={place.address} place={place} mode={mode} />
        ))}
      </div>
    </>
  );
}

function Line({ place, mode }: { place: Place; mode: SheetMode }) {
  const { locale } = useSheet();
  const { cell, address, typed } = place;
  const fills = mode === "fill" && typed;
  const label = (
    <>
      <span className="fill-code">{cell.code}</span> {labelOf(cell, locale)}
    </>
  );
  return (
    <div className="fill-line">
      <div>
        {fills ? <label htmlFor={idOf(address)}>{label}</label> : <span>{label}</span>}
        {cell.help && typed && <p className="text-xs text-muted">{inLocale(cell.help, locale)}</p>}
      </div>
      <div className="fill-answer">
        <OneCell place={place} mode={mode} named={false} />
        {cell.unit && <span className="fill-unit">{inLocale(cell.unit, locale)}</span>}
      </div>
    </div>
  );
}

/** One cell: a box, the value to be read, or a fact of the register. */
function OneCell({ place, mode, named }: { place: Place; mode: SheetMode; named: boolean }) {
  const { facts, locale } = useSheet();
  const t = useTranslations("fill");
  if (!place.typed) {
    return (
      <span className="fill-fact">
        {facts[place.address] ?? "—"} {place.cell.shown && <span className="fill-source">{t("from.register")}</span>}
      </span>
    );
  }
  if (mode === "read") return <CellReading place={place} />;
  return (
    <>
      <CellControl
        place={place}
        {...(named ? { label: nameOf(place, locale) } : {})}
        describedBy={notesId(place.address)}
      />
      <CellNotes place={place} findingsShown={!named} />
    </>
  );
}
