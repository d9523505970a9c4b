import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { named } from "#lib/named.ts";
import { PageTitle } from "#ui/page-title.tsx";
import type { SchoolView } from "../find-school.ts";
import { SchoolStatusBadge } from "./school-status.tsx";

type Task = "edit" | "contact" | "merge" | "split" | "recode" | "link" | "askMerge" | "askSplit";

/** The frame of a page on which one thing is done with a school. */
export function SchoolTask({
  school,
  task,
  wide = false,
  children,
}: {
  school: SchoolView;
  task: Task;
  wide?: boolean;
  children: ReactNode;
}) {
  const t = useTranslations("schools");
  const name = named(school.last.facts, useLocale());
  return (
    <div className={wide ? "max-w-6xl" : "max-w-3xl"}>
      <PageTitle
        title={t(`form.${task}Title`)}
        lead={t(`form.${task}Lead`)}
        status={<SchoolStatusBadge status={school.last.facts.status} />}
        breadcrumb={{
          label: t("here"),
          items: [
            { label: t("list.title"), href: "/schools" },
            { label: name, href: `/schools/${school.id}` },
          ],
        }}
      />
      {children}
    </div>
  );
}
