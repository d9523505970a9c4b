import { useLocale, useTranslations } from "next-intl";
import { named } from "#lib/named.ts";
import { Badge } from "#ui/badge.tsx";
import { Checkbox } from "#ui/choice-field.tsx";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { Dialog } from "#ui/dialog.tsx";
import { TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { Card } from "#ui/section.tsx";
import { addCampus, removeCampus } from "../actions.ts";
import type { SchoolView } from "../find-school.ts";

/** Where a school teaches besides its address; with `editing` it can be added to and taken from. */
export function Campuses({ school, editing }: { school: SchoolView; editing?: boolean }) {
  const t = useTranslations("schools");
  const locale = useLocale();
  return (
    <Card title={t("page.campuses")} actions={editing && <AddCampus schoolId={school.id} />}>
      {school.campuses.length === 0 && <p className="text-muted">{t("page.noCampuses")}</p>}
      <ul className="divide-y divide-line">
        {school.campuses.map((campus) => {
          const address = named({ nameEn: campus.addressEn, nameZh: campus.addressZh }, locale);
          return (
            <li key={campus.id} className="flex flex-wrap items-center justify-between gap-3 py-2">
              <div className="min-w-0">
                <span className="font-semibold">{named(campus, locale)}</span>{" "}
                {campus.main && <Badge tone="info">{t("page.main")}</Badge>}
                {address && <p className="text-muted">{address}</p>}
              </div>
              {editing && (
                <ConfirmButton
                  label={t("campus.remove")}
                  title={t("campus.removeTitle", { name: named(campus, locale) })}
                  consequence={t("campus.removeText")}
                  action={removeCampus}
                  fields={{ id: campus.id, schoolId: school.id }}
                  version={campus.version}
                />
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function AddCampus({ schoolId }: { schoolId: string }) {
  const t = useTranslations("schools");
  return (
    <Dialog trigger={t("campus.add")} triggerIcon="plus" title={t("campus.add")}>
      <Form action={addCampus} submit={t("campus.addDo")} fields={{ schoolId }} resetWhenDone>
        <TextField name="nameZh" label={t("field.nameZh")} maxLength={120} size="full" lang="zh" />
        <TextField name="nameEn" label={t("field.nameEn")} maxLength={120} size="full" lang="en" />
        <TextField name="addressZh" label={t("field.addressZh")} maxLength={300} size="full" lang="zh" />
        <TextField name="addressEn" label={t("field.addressEn")} maxLength={300} size="full" lang="en" />
        <Checkbox name="main" label={t("campus.main")} />
      </Form>
    </Dialog>
  );
}
