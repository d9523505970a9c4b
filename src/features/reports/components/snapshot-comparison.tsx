import { useTranslations } from "next-intl";
import { href } from "#lib/list-params.ts";
import { Section } from "#ui/section.tsx";
import { Tabs } from "#ui/tabs.tsx";
import type { Section as FormSection } from "../form/definition.ts";
import type { Published } from "../publish.ts";
import type { RolledUp } from "../roll-up.ts";
import type { SnapshotView } from "../schema.ts";
import { SnapshotChanges } from "./snapshot-changes.tsx";

type Props = {
  published: Published;
  /** The figures it is compared with, and what it can be compared with: 'today', or the number of another snapshot. */
  other: RolledUp | null;
  choices: readonly string[];
  view: SnapshotView;
  section: FormSection;
  path: string;
};

/** A snapshot beside the figures of today or another snapshot; the older figures come first, whichever page is open. */
export function SnapshotComparison({ published, other, choices, view, section, path }: Props) {
  const t = useTranslations("rollUp.changes");
  const words = useTranslations("rollUp.snapshots");
  const { row, rolledUp } = published;
  const { compare } = view;
  const nameOf = (key: string) => (key === "today" ? t("today") : words("number", { number: key }));
  const at = (next: string | undefined) =>
    href(path, { ...view, by: view.by === "district" ? undefined : view.by, compare: next });
  const later = compare === "today" || Number(compare) > row.number;
  return (
    <Section title={t("heading")}>
      <Tabs
        label={t("heading")}
        items={[
          { label: t("nothing"), href: at(undefined), current: other === null },
          ...choices.map((key) => ({
            ...{ label: nameOf(key), href: at(key) },
            current: other !== null && compare === key,
          })),
        ]}
      />
      {other && compare && (
        <SnapshotChanges
          before={later ? rolledUp : other}
          after={later ? other : rolledUp}
          by={view.by}
          section={section}
          names={{
            before: nameOf(later ? String(row.number) : compare),
            after: nameOf(later ? compare : String(row.number)),
          }}
        />
      )}
    </Section>
  );
}
