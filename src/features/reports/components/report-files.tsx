import { getLocale, getTranslations } from "next-intl/server";
import type { ReportView } from "#features/reports/queries.ts";
import { formatBytes } from "#lib/byte-size.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { ACCEPTED_FILES, FILE_KINDS, UPLOAD } from "#server/uploads.ts";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { FileField, TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { Icon } from "#ui/icon.tsx";
import { Card } from "#ui/section.tsx";
import { attachFile, removeFile } from "../actions.ts";
import { MOST_FILES } from "../attachments.ts";

/** The files of a report; its school adds and takes out while it may write. */
export async function ReportFiles({ report, timeZone }: { report: ReportView; timeZone: string }) {
  const [t, locale] = await Promise.all([getTranslations("files"), getLocale()]);
  const { files, may, assignment, submission } = report;
  if (files.length === 0 && !may.fill) return null;
  const fields = { assignmentId: assignment.id, number: submission.number };
  return (
    <div className="mt-6">
      <Card title={t("title")} lead={may.fill ? t("lead") : undefined}>
        <div className="space-y-4">
          {files.length > 0 && (
            <ul className="divide-y divide-line">
              {files.map(({ id, name, caption, kind, bytes, addedByName, addedAt }) => (
                <li key={id} className="flex flex-wrap items-center justify-between gap-3 py-2 first:pt-0 last:pb-0">
                  {FILE_KINDS[kind].picture && (
                    <img
                      src={`/files/${id}/small`}
                      alt=""
                      loading="lazy"
                      className="size-16 flex-none rounded-md border border-line bg-sunken object-contain"
                    />
                  )}
                  <div className="min-w-0 flex-1">
                    <a href={`/files/${id}`} className="link inline-flex items-center gap-1.5 break-all">
                      {!FILE_KINDS[kind].picture && <Icon name="file" size={16} className="flex-none" />}
                      {name}
                    </a>
                    {caption && <p className="break-words">{caption}</p>}
                    <p className="text-xs text-muted">
                      {t("about", {
                        kind: t(`kind.${kind}`),
                        size: formatBytes(bytes, locale),
                        by: addedByName,
                        at: formatDateTime(addedAt, timeZone, locale),
                      })}
                    </p>
                  </div>
                  {may.fill && (
                    <ConfirmButton
                      label={t("remove")}
                      title={t("removeAsk", { name })}
                      consequence={t("removeText")}
                      action={removeFile}
                      fields={{ ...fields, attachmentId: id }}
                    />
                  )}
                </li>
              ))}
            </ul>
          )}
          {may.fill && files.length < MOST_FILES && (
            <Form
              action={attachFile}
              submit={t("add")}
              submitVariant="secondary"
              fields={fields}
              label={t("title")}
              resetWhenDone
            >
              <FileField
                name="file"
                label={t("file")}
                hint={t("hint", { max: UPLOAD.bytes / 1024 / 1024, most: MOST_FILES })}
                required
                accept={ACCEPTED_FILES}
              />
              <TextField name="caption" label={t("caption")} hint={t("captionHint")} maxLength={120} />
            </Form>
          )}
        </div>
      </Card>
    </div>
  );
}
