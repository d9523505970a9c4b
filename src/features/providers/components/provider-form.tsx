import { getTranslations } from "next-intl/server";
import { Checkbox } from "#ui/choice-field.tsx";
import { TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { saveProvider } from "../actions.ts";
import type { ProviderSettings } from "../queries.ts";

/** The city's sign-in provider, to be named or changed. The secret is never shown again. */
export async function ProviderForm({ provider }: { provider: ProviderSettings | null }) {
  const t = await getTranslations("providers");
  return (
    <Form
      action={saveProvider}
      submit={t("save")}
      fields={{ id: provider?.id }}
      version={provider?.version ?? 0}
      label={t("title")}
      guard
      saidByPage
    >
      <TextField
        name="issuer"
        label={t("issuer")}
        hint={t("issuerHint")}
        required
        size="full"
        inputMode="url"
        initial={provider?.issuer}
        maxLength={300}
      />
      <TextField name="clientId" label={t("clientId")} required initial={provider?.clientId} maxLength={200} />
      <TextField
        name="clientSecret"
        label={t("clientSecret")}
        hint={provider ? t("secretKept") : t("secretHint")}
        required={!provider}
        type="password"
        autoComplete="new-password"
        maxLength={500}
      />
      <TextField
        name="labelZh"
        label={t("labelZh")}
        hint={t("labelHint")}
        required
        initial={provider?.labelZh}
        maxLength={60}
      />
      <TextField name="labelEn" label={t("labelEn")} required initial={provider?.labelEn} maxLength={60} />
      <TextField
        name="emailClaims"
        label={t("emailClaims")}
        hint={t("emailClaimsHint")}
        required
        initial={provider?.emailClaims.join(" ") ?? "email"}
        maxLength={300}
      />
      <Checkbox
        name="passwords"
        label={t("passwords")}
        hint={t("passwordsHint")}
        initial={provider?.passwords ?? true}
        required
      />
    </Form>
  );
}
