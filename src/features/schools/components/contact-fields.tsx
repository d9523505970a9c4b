import { useTranslations } from "next-intl";
import { TextField } from "#ui/field.tsx";
import type { Contact } from "../schema.ts";

export function ContactFields({ initial = {} }: { initial?: Partial<Contact> }) {
  const t = useTranslations("schools");
  return (
    <>
      <TextField
        name="addressZh"
        label={t("field.addressZh")}
        initial={initial.addressZh}
        maxLength={300}
        size="full"
        lang="zh"
      />
      <TextField
        name="addressEn"
        label={t("field.addressEn")}
        initial={initial.addressEn}
        maxLength={300}
        size="full"
        lang="en"
      />
      <TextField
        name="phone"
        label={t("field.phone")}
        hint={t("hint.phone")}
        type="tel"
        initial={initial.phone}
        maxLength={60}
      />
      <TextField
        name="email"
        label={t("field.email")}
        hint={t("hint.email")}
        type="email"
        initial={initial.email}
        maxLength={254}
      />
      <TextField
        name="website"
        label={t("field.website")}
        inputMode="url"
        initial={initial.website}
        maxLength={290}
        size="full"
      />
      <div className="flex flex-wrap gap-6">
        <TextField
          name="longitude"
          label={t("field.longitude")}
          inputMode="decimal"
          size="short"
          unit="°"
          initial={initial.longitude ?? ""}
          maxLength={20}
        />
        <TextField
          name="latitude"
          label={t("field.latitude")}
          inputMode="decimal"
          size="short"
          unit="°"
          initial={initial.latitude ?? ""}
          maxLength={20}
        />
      </div>
    </>
  );
}
