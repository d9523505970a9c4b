import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { leave } from "#features/accounts/actions.ts";
import { DoorPanel } from "#features/accounts/components/door-panel.tsx";
import { giveCode } from "#features/accounts/door-actions.ts";
import { whileWaiting } from "#features/accounts/waiting.ts";
import { Button } from "#ui/button.tsx";
import { TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.code"))("title") };
}

export default async function CodePage() {
  await whileWaiting("code", async () => null);
  const t = await getTranslations("signIn");
  return (
    <DoorPanel title={t("code.title")} lead={t("code.lead")}>
      <Form action={giveCode} submit={t("code.submit")}>
        <TextField
          name="oneTimeCode"
          label={t("oneTimeCode")}
          hint={t("code.hint")}
          required
          inputMode="text"
          autoComplete="one-time-code"
          autoFocus
          maxLength={40}
        />
      </Form>
      <form action={leave}>
        <Button type="submit" variant="quiet">
          {t("leave")}
        </Button>
      </form>
    </DoorPanel>
  );
}
