import { getTranslations } from "next-intl/server";
import { CopyBox } from "#ui/copy-box.tsx";

/** The key of an authenticator, in groups of four to be typed, and as the address that an app on this device opens. */
export async function CodeKey({ keyText, uri }: { keyText: string; uri: string }) {
  const t = await getTranslations("signIn");
  return (
    <div className="space-y-3">
      <ol className="list-decimal space-y-1 ps-5">
        <li>{t("setUp.step1")}</li>
        <li>{t("setUp.step2")}</li>
        <li>{t("setUp.step3")}</li>
      </ol>
      <CopyBox
        label={t("setUp.key")}
        text={keyText.replace(/(.{4})(?=.)/g, "$1 ")}
        words={{ copy: t("copy"), copied: t("copied") }}
      />
      <p>
        <a href={uri} className="link">
          {t("setUp.open")}
        </a>
      </p>
    </div>
  );
}
