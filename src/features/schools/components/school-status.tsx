import { useTranslations } from "next-intl";
import type { SchoolStatus } from "#generated/prisma/enums.ts";
import { Badge, type Tone } from "#ui/badge.tsx";

const TONE: Record<SchoolStatus, Tone> = {
  PROPOSED: "info",
  PENDING_APPROVAL: "info",
  OPEN: "good",
  OPEN_PROPOSED_TO_CLOSE: "warn",
  CLOSED: "neutral",
  REJECTED: "neutral",
  CREATED_IN_ERROR: "neutral",
  QUARANTINED: "bad",
};

export function SchoolStatusBadge({ status }: { status: SchoolStatus }) {
  const t = useTranslations("label.schoolStatus");
  return <Badge tone={TONE[status]}>{t(status)}</Badge>;
}
