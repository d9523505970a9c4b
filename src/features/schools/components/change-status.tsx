import { useTranslations } from "next-intl";
import type { ChangeStatus } from "#generated/prisma/enums.ts";
import { Badge, type Tone } from "#ui/badge.tsx";

const TONE: Record<ChangeStatus, Tone> = { PENDING: "warn", APPROVED: "good", REJECTED: "bad", WITHDRAWN: "neutral" };

export function ChangeStatusBadge({ status }: { status: ChangeStatus }) {
  const t = useTranslations("label.changeStatus");
  return <Badge tone={TONE[status]}>{t(status)}</Badge>;
}
