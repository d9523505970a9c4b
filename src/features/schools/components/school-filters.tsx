import { useLocale, useTranslations } from "next-intl";
import { filterWords } from "#features/lists/list-words.ts";
import { lookOf } from "#lib/list-address.ts";
import { named } from "#lib/named.ts";
import { formatDate } from "#lib/plain-date.ts";
import type { Filter } from "#ui/filter-bar.tsx";
import { FilterBar } from "#ui/filter-bar.tsx";
import { type SchoolList, schoolList } from "../list.ts";
import type { ListChoices } from "../queries.ts";
import { SETTLEMENTS, STAGES, STATUSES } from "../schema.ts";

/** Search and filters of the list of schools and of its counts (which have no search, no state and no order). */
export function SchoolFilters({
  action,
  list,
  choices,
  counts,
}: {
  action: string;
  list: SchoolList;
  choices: ListChoices;
  counts?: true;
}) {
  const t = useTranslations("schools");
  const label = useTranslations("label");
  const locale = useLocale();
  const common: Filter[] = [
    {
      kind: "many",
      name: "district",
      label: t("field.districtId"),
      values: list.district,
      options: choices.districts.map((one) => ({ value: one.id, label: named(one, locale) })),
    },
    {
      kind: "many",
      name: "stage",
      label: t("field.stages"),
      values: list.stage,
      options: STAGES.map((value) => ({ value, label: label(`stage.${value}`) })),
    },
    {
      kind: "many",
      name: "ownership",
      label: t("field.ownership"),
      values: list.ownership,
      options: choices.ownerships.map((one) => ({ value: one.code, label: named(one, locale) })),
    },
    {
      kind: "many",
      name: "settlement",
      label: t("field.settlement"),
      values: list.settlement,
      options: [
        ...SETTLEMENTS.map((value) => ({ value, label: label(`settlement.${value}`) })),
        { value: "NONE", label: t("notRecorded") },
      ],
    },
  ];
  const own: Filter[] = [
    {
      kind: "select",
      name: "boarding",
      label: t("field.boarding"),
      any: t("list.anyBoarding"),
      value: list.boarding,
      options: [
        { value: "yes", label: t("yes") },
        { value: "no", label: t("no") },
        { value: "unknown", label: t("notRecorded") },
      ],
    },
    {
      kind: "select",
      name: "status",
      label: t("field.status"),
      any: t("list.anyOpen"),
      value: list.status,
      options: [
        ...STATUSES.map((value) => ({ value, label: label(`schoolStatus.${value}`) })),
        { value: "ALL", label: t("list.allStatuses") },
      ],
    },
  ];
  const day: Filter = {
    kind: "date",
    name: "on",
    label: t("list.on"),
    value: list.on,
    shown: list.on && formatDate(list.on, locale),
  };
  return (
    <FilterBar
      action={action}
      label={t("list.filter")}
      {...(counts
        ? {}
        : { search: { name: "q", label: t("list.search"), value: list.q, placeholder: t("list.searchHint") } })}
      keep={counts ? [] : lookOf(list, schoolList.defaults)}
      filters={[...common, ...(counts ? [] : own), day]}
      words={filterWords(locale)}
    />
  );
}
