import { useLocale, useTranslations } from "next-intl";
import { filterWords } from "#features/lists/list-words.ts";
import { ChangeKind, ChangeStatus } from "#generated/prisma/enums.ts";
import { lookOf } from "#lib/list-address.ts";
import { type Filter, FilterBar } from "#ui/filter-bar.tsx";
import { type ChangeList, changeList } from "../change-list.ts";

export function ChangeFilters({ list, districts }: { list: ChangeList; districts: ReadonlyMap<string, string> }) {
  const t = useTranslations("changes");
  const locale = useLocale();
  const label = useTranslations("label");
  const filters: Filter[] = [
    {
      kind: "select",
      name: "status",
      label: t("status"),
      any: t("any"),
      value: list.status,
      options: Object.values(ChangeStatus).map((value) => ({ value, label: label(`changeStatus.${value}`) })),
    },
    {
      kind: "select",
      name: "owner",
      label: t("owner"),
      any: t("any"),
      value: list.owner,
      options: (["DISTRICT", "SECTION"] as const).map((value) => ({ value, label: t(`ownerName.${value}`) })),
    },
    {
      kind: "select",
      name: "kind",
      label: t("kind"),
      any: t("any"),
      value: list.kind,
      options: Object.values(ChangeKind).map((value) => ({ value, label: label(`changeKind.${value}`) })),
    },
    ...(districts.size > 0
      ? [
          {
            kind: "select" as const,
            name: "district",
            label: t("district"),
            any: t("any"),
            value: list.district,
            options: [...districts].map(([value, name]) => ({ value, label: name })),
          },
        ]
      : []),
  ];
  return (
    <FilterBar
      action="/schools/changes"
      label={t("filter")}
      keep={lookOf(list, changeList.defaults, ["school", "mine"])}
      filters={filters}
      words={filterWords(locale)}
    />
  );
}
