import { useTranslations } from "next-intl";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { discardImport } from "../actions.ts";

export function DiscardButton({ id, version }: { id: string; version: number }) {
  const t = useTranslations("imports.discard");
  return (
    <ConfirmButton
      label={t("label")}
      icon="trash"
      title={t("title")}
      consequence={t("text")}
      action={discardImport}
      fields={{ importId: id }}
      version={version}
    />
  );
}
