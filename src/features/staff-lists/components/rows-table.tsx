import { getLocale, getTranslations } from "next-intl/server";
import { addDays, formatDate, type Locale } from "#lib/plain-date.ts";
import { wordsFor } from "#server/words.ts";
import { Badge } from "#ui/badge.tsx";
import { DataTable } from "#ui/data-table.tsx";
import type { CheckedRow } from "../checked-row.ts";

const TONE = { invite: "good", end: "warn", same: "neutral", problem: "bad" } as const;

/** The rows of a list with what will come of each, problems first. */
export async function StaffRows({ checked }: { checked: CheckedRow[] }) {
  const [t, label, locale] = await Promise.all([getTranslations("staffLists"), getTranslations("label"), getLocale()]);
  const order = { problem: 0, invite: 1, end: 2, same: 3 } as const;
  const rows = checked.toSorted((a, b) => order[a.outcome] - order[b.outcome] || a.row.line - b.row.line);
  return (
    <DataTable
      caption={t("rows")}
      rows={rows}
      rowKey={({ row }) => String(row.line)}
      columns={[
        {
          id: "person",
          header: t("person"),
          cell: ({ row }) => (
            <>
              {row.name && <span className="block">{row.name}</span>}
              <span className={row.name ? "block font-normal break-all text-muted" : "break-all"}>
                {row.email || "—"}
              </span>
            </>
          ),
        },
        { id: "line", header: t("line"), nowrap: true, cell: ({ row }) => row.line },
        { id: "role", header: t("role"), cell: ({ row }) => [row.role, row.place].filter(Boolean).join(" · ") || "—" },
        {
          id: "outcome",
          header: t("outcome"),
          cell: (one) => (
            <div className="space-y-1">
              <Badge tone={TONE[one.outcome]}>{t(`outcomes.${one.outcome}`)}</Badge>
              {one.outcome === "end" && (
                <p className="text-muted">
                  {t("endsAfter", {
                    roles: one.ending.map(({ role }) => label(`role.${role}`)).join(t("and")),
                    day: formatDate(addDays(one.from, -1), locale as Locale),
                  })}
                </p>
              )}
              {one.outcome === "problem" &&
                one.problems.map(({ field, key, values }) => (
                  <p key={field}>
                    <span className="font-semibold">{t(`fields.${field}`)}</span>
                    {t("colon")}
                    {wordsFor(locale, key, values)}
                  </p>
                ))}
            </div>
          ),
        },
      ]}
      empty={null}
    />
  );
}
