import { getTranslations } from "next-intl/server";
import { TextField } from "#ui/field.tsx";

/** Both names of an item of the city's own list, and its place in it. */
export async function PlaceNameFields({ initial }: { initial: { nameEn: string; nameZh: string; position: number } }) {
  const t = await getTranslations("tenants");
  return (
    <>
      <TextField name="nameZh" label={t("nameZh")} required initial={initial.nameZh} maxLength={80} />
      <TextField name="nameEn" label={t("nameEn")} required initial={initial.nameEn} maxLength={80} />
      <TextField
        name="position"
        label={t("position")}
        hint={t("positionHint")}
        required
        inputMode="numeric"
        size="short"
        initial={initial.position}
        maxLength={4}
      />
    </>
  );
}
