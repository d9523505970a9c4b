import { getTranslations } from "next-intl/server";
import { create } from "qrcode";
import { CopyBox } from "#ui/copy-box.tsx";

/** Modules around a QR code that stay white (ISO/IEC 18004: four). */
const QUIET = 4;

/** The address as a QR code, drawn here so that the key travels through no other service. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = create(text, { errorCorrectionLevel: "M" }).modules;
  const dark = Array.from(data, (module, index) =>
    module ? `M${(index % size) + QUIET} ${Math.floor(index / size) + QUIET}h1v1h-1z` : "",
  );
  const side = size + 2 * QUIET;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      width="208"
      height="208"
      shapeRendering="crispEdges"
      className="rounded-md"
    >
      <path d={`M0 0h${side}v${side}h-${side}z`} fill="#fff" />
      <path d={dark.join("")} fill="#000" />
    </svg>
  );
}

/** The key of an authenticator: to be photographed, to be typed in groups of four, or opened by an app on this device. */
export async function CodeKey({ keyText, uri }: { keyText: string; uri: string }) {
  const t = await getTranslations("signIn");
  return (
    <div className="space-y-3">
      <ol className="list-decimal space-y-1 ps-5">
        <li>{t("setUp.step1")}</li>
        <li>{t("setUp.step2")}</li>
        <li>{t("setUp.step3")}</li>
      </ol>
      <QrCode text={uri} label={t("setUp.qr")} />
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
