import { getTranslations } from "next-intl/server";
import { wordsFor } from "#server/words.ts";
import { Diff } from "#ui/diff.tsx";
import { Card } from "#ui/section.tsx";
import { nameOf } from "../names.ts";
import type { RowChange } from "../queries.ts";
import { fieldChanges, type Writer } from "../write-value.ts";

const OPERATIONS = { INSERT: "inserted", UPDATE: "updated", DELETE: "deleted" } as const;

/** One row before and after. */
export async function ChangeCard({ change, writer }: { change: Omit<RowChange, "id">; writer: Writer }) {
  const t = await getTranslations("audit");
  const { entity, rowId, schoolId, operation, before, after } = change;
  const { locale, names } = writer;
  // A row that has no name of its own goes by the one it belongs to: a cell by its report, a fact by its school.
  const [parent = ""] = rowId.split("/");
  const name = nameOf(names, entity, parent, locale) ?? nameOf(names, "School", schoolId ?? "", locale);
  const what = wordsFor(locale, `audit.entity.${entity}`);
  const title = name ? `${what} · ${name}` : what;
  return (
    <Card title={title} lead={t(OPERATIONS[operation as keyof typeof OPERATIONS] ?? "updated")}>
      <Diff
        caption={title}
        changes={fieldChanges(entity, before, after, writer)}
        words={{ field: t("field.field"), before: t("before"), after: t("after"), nothing: "—" }}
      />
    </Card>
  );
}
