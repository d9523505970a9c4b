"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { splitAddress } from "#features/reports/form/cells.ts";
import type { Finding } from "#features/reports/form/evaluate.ts";
import type { FormAction } from "#lib/form.ts";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { focusCell } from "./cell-keys.ts";
import type { Problems } from "./check.ts";
import { ExplainForm } from "./explain-form.tsx";
import { useSheet } from "./fill-context.tsx";
import { TONES } from "./tones.ts";
import { idOf, inLocale } from "./words.ts";

export type Reasons = Readonly<Record<string, { reason: string; authorName: string }>>;

/** Where a reason is sent; absent on a report that is only read. */
export type Explaining = { action: FormAction; assignmentId: string; number: number };

/** Every failed check, the gravest first, each with a way to its cell; warnings take their reason in place. */
export function ProblemsPanel({
  problems,
  reasons,
  explaining,
}: {
  problems: Problems;
  reasons: Reasons;
  explaining?: Explaining;
}) {
  const t = useTranslations("fill");
  const { errors, unexplained, explained, notes, empty } = problems;
  const groups = [
    { key: "errors", findings: errors },
    { key: "unexplained", findings: unexplained },
    { key: "explained", findings: explained },
    { key: "notes", findings: notes },
  ] as const;
  const none = groups.every(({ findings }) => findings.length === 0) && empty.length === 0;
  return (
    <section id="problems" aria-labelledby="problems-title" className="card">
      <div className="card-head">
        <h2 id="problems-title" className="text-base leading-6">
          {t("problems.title")}
        </h2>
      </div>
      <div className="card-body space-y-4">
        {none && <p>{t("problems.none")}</p>}
        {empty.length > 0 && <Empties addresses={empty} />}
        {groups.map(({ key, findings }) =>
          findings.length === 0 ? null : (
            <div key={key} className="space-y-2">
              <h3 className="font-semibold">{t(`problems.${key}`, { count: findings.length })}</h3>
              <ul className="space-y-3">
                {findings.map((finding) => (
                  <OneFinding
                    key={finding.key}
                    finding={finding}
                    given={reasons[finding.key]}
                    {...(explaining ? { explaining } : {})}
                  />
                ))}
              </ul>
            </div>
          ),
        )}
      </div>
    </section>
  );
}

export function CellLink({ address, children }: { address: string; children: ReactNode }) {
  return (
    <a
      href={`#${idOf(address)}`}
      className="link"
      onClick={(event) => {
        event.preventDefault();
        focusCell(address);
      }}
    >
      {children}
    </a>
  );
}

function OneFinding({
  finding,
  given,
  explaining,
}: {
  finding: Finding;
  given: Reasons[string] | undefined;
  explaining?: Explaining;
}) {
  const { locale } = useSheet();
  const t = useTranslations("fill");
  const { severity, cells, message, clause, key } = finding;
  const [first] = cells;
  return (
    <li className="space-y-1">
      <p>
        <Badge tone={TONES[severity]}>{t(`severity.${severity}`)}</Badge>{" "}
        {first ? <CellLink address={first}>{inLocale(message, locale)}</CellLink> : inLocale(message, locale)}
      </p>
      {clause && <p className="text-xs text-muted">{inLocale(clause, locale)}</p>}
      {given && (
        <p className="fill-reason">
          {given.reason} <span className="text-muted">— {given.authorName}</span>
        </p>
      )}
      {severity === "warning" && explaining && <Reason findingKey={key} given={given} explaining={explaining} />}
    </li>
  );
}

function Reason({
  findingKey,
  given,
  explaining,
}: {
  findingKey: string;
  given: Reasons[string] | undefined;
  explaining: Explaining;
}) {
  const t = useTranslations("fill");
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <Button variant="quiet" icon="edit" onClick={() => setOpen(true)}>
        {given ? t("reason.change") : t("reason.give")}
      </Button>
    );
  }
  return (
    <ExplainForm {...explaining} finding={findingKey} initial={given?.reason ?? ""} onDone={() => setOpen(false)} />
  );
}

function Empties({ addresses }: { addresses: readonly string[] }) {
  const { blocks, locale } = useSheet();
  const t = useTranslations("fill");
  const codes = new Set(addresses.map((address) => splitAddress(address).code));
  const groups = blocks.flatMap(({ section }) => {
    const own = new Set((section.kind === "table" ? section.columns : section.cells).map(({ code }) => code));
    if (![...codes].some((code) => own.has(code))) return [];
    const empty = addresses.filter((address) => own.has(splitAddress(address).code));
    return [{ section, first: empty[0] ?? "", count: empty.length }];
  });
  return (
    <div className="space-y-1">
      <h3 className="font-semibold">{t("problems.empty", { count: addresses.length })}</h3>
      <ul>
        {groups.map(({ section, first, count }) => (
          <li key={section.code}>
            <CellLink address={first}>
              {section.code} · {inLocale(section.names, locale)}
            </CellLink>{" "}
            <span className="text-muted tabular-nums">{count}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
