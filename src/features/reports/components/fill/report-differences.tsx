import { getLocale, getTranslations } from "next-intl/server";
import { cellsOf } from "#features/reports/form/cells.ts";
import { diff } from "#features/reports/form/diff.ts";
import type { ReportView } from "#features/reports/queries.ts";
import { Diff } from "#ui/diff.tsx";
import { Card } from "#ui/section.tsx";
import type { Compared } from "./reading-context.tsx";
import { capital, nameOf, readValue } from "./words.ts";

/** Every cell that differs from the version, or the year, that the report is laid beside. */
export async function ReportDifferences({ report, compared }: { report: ReportView; compared: Compared }) {
  const [t, locale] = await Promise.all([getTranslations("fill.page"), getLocale()]);
  const { definition, context } = report;
  const places = new Map(cellsOf(definition, context).map((place) => [place.address, place]));
  const changes = diff(definition, compared.values, report.values, context).flatMap(({ address, before, after }) => {
    const place = places.get(address);
    if (place && !place.typed) return [];
    if (compared.far && !compared.far.includes(address)) return [];
    const shown = (text: string | null) => (text !== null && place ? readValue(place.cell, text, locale) : text);
    return [
      {
        field: place ? `${place.cell.code} ${nameOf(place, locale)}` : address,
        before: shown(before),
        after: shown(after),
      },
    ];
  });
  return (
    <Card id="differences" title={t("differences.title", { count: changes.length, name: compared.name })}>
      {changes.length === 0 ? (
        <p className="text-muted">{t("differences.none")}</p>
      ) : (
        <Diff
          caption={t("differences.title", { count: changes.length, name: compared.name })}
          changes={changes}
          words={{
            field: t("differences.cell"),
            before: capital(compared.name),
            after: t("differences.now"),
            nothing: t("differences.empty"),
          }}
        />
      )}
    </Card>
  );
}
