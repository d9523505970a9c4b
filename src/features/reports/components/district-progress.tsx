import { useLocale, useTranslations } from "next-intl";
import { countColumn } from "#features/lists/count-column.tsx";
import { formatNumber } from "#lib/decimal.ts";
import { href } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import { type Column, DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { Notice } from "#ui/notice.tsx";
import { type StatProps, Stats } from "#ui/stat.tsx";
import { type DistrictProgress, type Progress, together } from "../board.ts";
import { ARRIVALS, STANDINGS } from "../schema.ts";

type Key = Exclude<keyof Progress, "expected">;

const KEYS: Key[] = [...ARRIVALS, ...STANDINGS];

/** The address of exactly the rows a count counts. */
function rowsOf(campaignId: string, key: keyof Progress, district?: string): string {
  const arrival = ARRIVALS.find((one) => one === key);
  const standing = STANDINGS.find((one) => one === key);
  return `${href(`/reports/campaigns/${campaignId}`, { arrival, standing, district })}#rows`;
}

const TONES: Partial<Record<Key, StatProps["tone"]>> = {
  onTime: "good",
  late: "warn",
  missing: "bad",
  returned: "warn",
};

/** Where the campaign stands as a whole; each figure opens its rows. */
export function CampaignStats({
  id,
  districts,
  overdue,
}: {
  id: string;
  districts: DistrictProgress[];
  overdue: boolean;
}) {
  const t = useTranslations("campaigns");
  const locale = useLocale();
  const sum = together(districts);
  const shown: Key[] = ["onTime", "late", "missing", "returned", "district", "section", "accepted", "locked"];
  const items: StatProps[] = [
    { label: t("progress.expected"), value: formatNumber(sum.expected, locale), href: rowsOf(id, "expected") },
    ...shown.map(
      (key): StatProps => ({
        label: key === "missing" && !overdue ? t("progress.notYet") : t(`progress.${key}`),
        value: formatNumber(sum[key], locale),
        href: rowsOf(id, key),
        ...(sum[key] > 0 && (key !== "missing" || overdue) && TONES[key] ? { tone: TONES[key] } : {}),
      }),
    ),
  ];
  return <Stats label={t("progress.title")} items={items} />;
}

/** What opening the campaign did and what comes next, until the first school has submitted. */
export function SentOut({ districts }: { districts: DistrictProgress[] }) {
  const t = useTranslations("campaigns");
  const { expected, waiting } = together(districts);
  return waiting === expected ? <Notice>{t("board.sentOut", { count: expected })}</Notice> : null;
}

/** The same figures by district, in two groups that each add up to the schools asked. */
export function DistrictTable({ id, districts }: { id: string; districts: DistrictProgress[] }) {
  const t = useTranslations("campaigns");
  const locale = useLocale();
  const sum = together(districts);
  const column = (key: keyof Progress, group?: string): Column<DistrictProgress> => ({
    id: key,
    header: t(`progress.${key}`),
    ...(group ? { group } : {}),
    ...countColumn(
      (row: DistrictProgress) => row[key],
      (row) => ({ href: rowsOf(id, key, row.districtId), name: `${named(row, locale)}, ${t(`progress.${key}`)}` }),
      locale,
      { count: sum[key], href: rowsOf(id, key), name: `${t("total")}, ${t(`progress.${key}`)}` },
    ),
  });
  const arrivals = KEYS.slice(0, ARRIVALS.length).map((key) => column(key, t("progress.arrivals")));
  const standings = KEYS.slice(ARRIVALS.length).map((key) => column(key, t("progress.standings")));
  return (
    <DataTable
      caption={t("board.byDistrict")}
      rows={districts}
      rowKey={({ districtId }) => districtId}
      empty={<Empty title={t("board.none")} />}
      columns={[
        { id: "name", header: t("district"), cell: (row) => named(row, locale), foot: t("total") },
        column("expected"),
        ...arrivals,
        ...standings,
      ]}
    />
  );
}
