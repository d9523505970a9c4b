import { getTranslations } from "next-intl/server";
import type { CodeFormat } from "#lib/school-code.ts";
import { Facts } from "#ui/facts.tsx";
import { TextArea } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { Card } from "#ui/section.tsx";
import { editCodeFormat } from "../actions.ts";
import { writeCategories } from "../lines.ts";
import { CodeFormatFields } from "./code-format-fields.tsx";

/** How the city writes its school codes: to be changed, or to be read. */
export async function CodeFormatCard({
  format,
  version,
  editable,
}: {
  format: CodeFormat;
  version: number;
  editable: boolean;
}) {
  const t = await getTranslations("tenants");
  if (!editable) {
    return (
      <Card title={t("code.title")}>
        <Facts
          items={[
            { label: t("code.pattern"), value: <code>{format.pattern}</code> },
            { label: t("code.example"), value: format.example },
          ]}
        />
      </Card>
    );
  }
  return (
    <Card title={t("code.title")} lead={t("code.lead")}>
      <Form action={editCodeFormat} submit={t("save")} version={version} label={t("code.title")} guard>
        <CodeFormatFields
          format={{
            pattern: format.pattern,
            length: format.length,
            example: format.example,
            siteLength: format.siteLength ?? null,
          }}
          words={{
            pattern: t("code.pattern"),
            patternHint: t("code.patternHint"),
            length: t("code.length"),
            example: t("code.example"),
            exampleHint: t("code.exampleHint"),
            siteLength: t("code.siteLength"),
            siteLengthHint: t("code.siteLengthHint"),
            check: t("code.check"),
            fits: t("code.fits"),
            wrongPattern: t("code.wrongPattern"),
            wrongCode: t("code.wrongCode"),
          }}
        />
        <TextArea
          name="categories"
          label={t("code.categories")}
          hint={t("code.categoriesHint")}
          initial={writeCategories(format.categories)}
          rows={8}
          maxLength={4000}
        />
      </Form>
    </Card>
  );
}
