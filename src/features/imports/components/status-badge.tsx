import { useTranslations } from "next-intl";
import type { ImportStatus } from "#generated/prisma/enums.ts";
import { Badge, type Tone } from "#ui/badge.tsx";

const TONE: Record<ImportStatus, Tone> = {
  UPLOADED: "info",
  CHECKED: "warn",
  APPLYING: "info",
  APPLIED: "good",
  DISCARDED: "neutral",
};

export function ImportStatusBadge({ status }: { status: ImportStatus }) {
  const t = useTranslations("imports");
  return <Badge tone={TONE[status]}>{t(`status.${status}`)}</Badge>;
}
