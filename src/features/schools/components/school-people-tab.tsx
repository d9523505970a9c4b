import { useLocale, useTranslations } from "next-intl";
import { formatDate, fromUtcMidnight } from "#lib/plain-date.ts";
import { Badge } from "#ui/badge.tsx";
import { DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import type { schoolPeople } from "../find-school.ts";

type Person = Awaited<ReturnType<typeof schoolPeople>>[number];

/** Who works at a school, now and earlier. */
export function SchoolPeopleTab({ people, today }: { people: Person[]; today: string }) {
  const t = useTranslations("schools.person");
  const page = useTranslations("schools.page");
  const label = useTranslations("label.role");
  const locale = useLocale();
  const isPresent = ({ endsOn }: Person) => endsOn === null || fromUtcMidnight(endsOn) > today;
  return (
    <DataTable
      caption={page("people")}
      rows={people}
      rowKey={({ id }) => id}
      columns={[
        {
          id: "name",
          header: t("name"),
          cell: ({ person }) => (
            <>
              {person.name} {person.disabledAt && <Badge tone="bad">{t("disabled")}</Badge>}
            </>
          ),
        },
        { id: "role", header: t("role"), cell: ({ role }) => label(role) },
        {
          id: "from",
          header: t("from"),
          nowrap: true,
          cell: ({ startsOn }) => formatDate(fromUtcMidnight(startsOn), locale),
        },
        {
          id: "to",
          header: t("to"),
          nowrap: true,
          cell: (one) =>
            isPresent(one) || !one.endsOn ? (
              <Badge tone="good">{t("present")}</Badge>
            ) : (
              formatDate(fromUtcMidnight(one.endsOn), locale)
            ),
        },
      ]}
      empty={
        <Empty title={t("none")} icon="people">
          {t("noneHelp")}
        </Empty>
      }
    />
  );
}
