import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { leave } from "#features/accounts/actions.ts";
import { CodeKey } from "#features/accounts/components/code-key.tsx";
import { DoorPanel } from "#features/accounts/components/door-panel.tsx";
import { setUpCode } from "#features/accounts/door-actions.ts";
import { newKey } from "#features/accounts/one-time-code.ts";
import { isBound, ownPerson } from "#features/accounts/queries.ts";
import { whileWaiting } from "#features/accounts/waiting.ts";
import { Button, LinkButton } from "#ui/button.tsx";
import { TextField } from "#ui/field.tsx";
import { ShownOnce } from "#ui/shown-once.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.setUp"))("title") };
}

export default async function SetUpCodePage() {
  const { bound, ...person } = await whileWaiting("set-up-code", async (db) => ({
    ...(await ownPerson(db)),
    bound: await isBound(db),
  }));
  const t = await getTranslations("signIn");
  const way = (
    <form action={leave}>
      <Button type="submit" variant="quiet">
        {t("leave")}
      </Button>
    </form>
  );
  if (bound) {
    return (
      <DoorPanel title={t("setUp.title")} lead={t("provider.factor")}>
        {way}
      </DoorPanel>
    );
  }
  const { key, uri } = newKey(person.email);
  return (
    <DoorPanel title={t("setUp.title")} lead={t("setUp.lead")}>
      <ShownOnce
        action={setUpCode}
        submit={t("setUp.submit")}
        fields={{ key }}
        words={{
          title: t("recovery.title"),
          lead: t("recovery.lead"),
          copy: t("copy"),
          copied: t("copied"),
          done: t("recovery.done"),
        }}
        after={
          <LinkButton href="/" variant="primary">
            {t("setUp.goOn")}
          </LinkButton>
        }
      >
        <CodeKey keyText={key} uri={uri} />
        <TextField
          name="oneTimeCode"
          label={t("oneTimeCode")}
          hint={t("setUp.hint")}
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={10}
        />
      </ShownOnce>
      {way}
    </DoorPanel>
  );
}
