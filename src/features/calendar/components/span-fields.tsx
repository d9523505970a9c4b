import { getTranslations } from "next-intl/server";
import { DateField, TextField } from "#ui/field.tsx";

/** Names in both languages, and the first and the last day. */
export async function SpanFields({
  names,
  initial,
}: {
  /** Examples of such names. */
  names: { zh: string; en: string };
  initial?: { nameEn: string; nameZh: string; startsOn: string; endsOn: string };
}) {
  const t = await getTranslations("calendar");
  return (
    <>
      <TextField name="nameZh" label={t("nameZh")} hint={names.zh} required initial={initial?.nameZh} maxLength={60} />
      <TextField name="nameEn" label={t("nameEn")} hint={names.en} required initial={initial?.nameEn} maxLength={60} />
      <div className="flex flex-wrap gap-x-6 gap-y-4">
        <DateField name="startsOn" label={t("startsOn")} required initial={initial?.startsOn} />
        <DateField name="endsOn" label={t("endsOn")} required initial={initial?.endsOn} />
      </div>
    </>
  );
}
