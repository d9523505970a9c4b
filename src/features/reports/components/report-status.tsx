import { useTranslations } from "next-intl";
import type { CampaignStatus, ReportStatus } from "#generated/prisma/enums.ts";
import { Badge, type Tone } from "#ui/badge.tsx";

const TONE: Record<ReportStatus, Tone> = {
  ASSIGNED: "neutral",
  DRAFT: "neutral",
  SIGNED: "info",
  SUBMITTED: "info",
  RETURNED: "warn",
  DISTRICT_ACCEPTED: "info",
  ACCEPTED: "good",
  LOCKED: "good",
};

export function ReportStatusBadge({ status }: { status: ReportStatus }) {
  const label = useTranslations("label.reportStatus");
  return <Badge tone={TONE[status]}>{label(status)}</Badge>;
}

export function CampaignStatusBadge({ status }: { status: CampaignStatus }) {
  const label = useTranslations("label.campaignStatus");
  return <Badge tone={status === "OPEN" ? "info" : "neutral"}>{label(status)}</Badge>;
}
