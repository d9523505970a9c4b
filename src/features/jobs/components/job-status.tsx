import { useTranslations } from "next-intl";
import type { JobStatus } from "#generated/prisma/enums.ts";
import { Badge, type Tone } from "#ui/badge.tsx";

const TONE: Record<JobStatus, Tone> = {
  WAITING: "neutral",
  RUNNING: "info",
  DONE: "good",
  FAILED: "bad",
  CANCELLED: "neutral",
};

export function JobStatusBadge({ status }: { status: JobStatus }) {
  const t = useTranslations("jobs.status");
  return <Badge tone={TONE[status]}>{t(status)}</Badge>;
}
