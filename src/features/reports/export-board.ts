import { named } from "#lib/named.ts";
import type { Locale } from "#lib/plain-date.ts";
import { contentDisposition } from "#lib/tabular/content-disposition.ts";
import { writeXlsx } from "#lib/tabular/write.ts";
import { dateInZone, timeInZone } from "#lib/zoned-time.ts";
import { words } from "#server/words.ts";
import type { AssignmentRow, CampaignView } from "./queries.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A workbook as a download. */
export function xlsxResponse(name: string, file: Uint8Array): Response {
  const headers = { "content-type": XLSX, "content-disposition": contentDisposition(`${name}.xlsx`) };
  return new Response(new Uint8Array(file), { headers });
}

/** The rows of a campaign's board as a workbook. */
export async function boardWorkbook(
  campaign: CampaignView,
  rows: AssignmentRow[],
  { locale, timeZone }: { locale: Locale; timeZone: string },
): Promise<Response> {
  const t = words(locale);
  const districts = new Map(campaign.districts.map((district) => [district.districtId, named(district, locale)]));
  const arrival = ({ submittedAt, late }: AssignmentRow) =>
    t(`campaigns.progress.${submittedAt ? (late ? "late" : "onTime") : "missing"}`);
  const title = named({ nameEn: campaign.titleEn, nameZh: campaign.titleZh }, locale);
  const text = (header: string, width?: number) => ({ header, kind: "text" as const, ...(width ? { width } : {}) });
  const file = await writeXlsx({
    writtenAt: new Date(),
    sheets: [
      {
        name: title,
        columns: [
          text(t("campaigns.code")),
          text(t("campaigns.school"), 40),
          text(t("campaigns.district")),
          text(t("campaigns.stages"), 28),
          text(t("campaigns.status"), 24),
          { header: t("campaigns.board.version"), kind: "number" },
          text(t("campaigns.progress.arrivals")),
          text(t("campaigns.board.arrived"), 20),
        ],
        rows: rows.map((row) => [
          row.code,
          named(row, locale),
          districts.get(row.districtId) ?? "",
          row.stages.map((stage) => t(`label.stage.${stage}`)).join(t("campaigns.comma")),
          t(`label.reportStatus.${row.status}`),
          row.current,
          arrival(row),
          row.submittedAt ? `${dateInZone(row.submittedAt, timeZone)} ${timeInZone(row.submittedAt, timeZone)}` : null,
        ]),
      },
    ],
  });
  return xlsxResponse(title, file);
}
