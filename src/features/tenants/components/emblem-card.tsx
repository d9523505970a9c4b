import { useTranslations } from "next-intl";
import { ACCEPTED_PICTURES } from "#server/uploads.ts";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { FileField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { Card } from "#ui/section.tsx";
import { editEmblem } from "../actions.ts";
import { emblemAddress } from "../emblem-address.ts";
import type { TenantSettings } from "../queries.ts";

/** The picture that stands for the city, and another one or none instead. */
export function EmblemCard({ tenant, editable }: { tenant: TenantSettings; editable: boolean }) {
  const t = useTranslations("tenants");
  const { emblem, slug, version } = tenant;
  return (
    <Card title={t("emblem")} lead={t("emblemLead")}>
      <div className="space-y-4">
        {emblem ? (
          <img
            src={emblemAddress(slug, emblem)}
            alt={t("emblemNow")}
            width={64}
            height={64}
            className="rounded-md border border-line"
          />
        ) : (
          <p className="text-muted">{t("emblemNone")}</p>
        )}
        {editable && (
          <Form
            action={editEmblem}
            submit={t(emblem ? "emblemReplace" : "emblemSet")}
            version={version}
            label={t("emblem")}
            resetWhenDone
          >
            <FileField
              name="emblem"
              label={t("emblemFile")}
              hint={t("emblemHint")}
              required
              accept={ACCEPTED_PICTURES}
            />
          </Form>
        )}
        {editable && emblem && (
          <ConfirmButton
            label={t("emblemRemove")}
            title={t("emblemRemoveAsk")}
            consequence={t("emblemRemoveText")}
            action={editEmblem}
            fields={{ remove: "on" }}
            version={version}
          />
        )}
      </div>
    </Card>
  );
}
