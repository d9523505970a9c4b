import { useTranslations } from "next-intl";
import type { Actor } from "#server/db.ts";
import { type Capability, can } from "#server/policy.ts";
import { Badge } from "#ui/badge.tsx";
import { TextLink } from "#ui/link.tsx";
import { SET_UP, type SetUp } from "../queries.ts";

type Step = (typeof SET_UP)[number];

/** Where each thing is done, and the right that it takes. */
const PLACES: Record<Step, { href: string; needs: Capability }> = {
  districts: { href: "/settings/districts", needs: "district.edit" },
  ownerships: { href: "/settings/ownerships", needs: "ownership.edit" },
  year: { href: "/settings/school-years", needs: "year.edit" },
  calendar: { href: "/settings/calendar", needs: "calendar.edit" },
  section: { href: "/settings/people/invite", needs: "member.invite" },
  schools: { href: "/schools/imports/new", needs: "import.upload" },
};

/** What a new city needs before it can work, in the order in which to do it; what is another's to do says so. */
export function SetUpList({ setUp, actor }: { setUp: SetUp; actor: Actor }) {
  const t = useTranslations("home.setUp");
  return (
    <ol className="card divide-y divide-line">
      {SET_UP.map((step) => {
        const { href, needs } = PLACES[step];
        const mine = !setUp[step] && can(actor, needs);
        return (
          <li key={step} className="flex flex-wrap items-center justify-between gap-3 p-3">
            <span>
              {mine ? <TextLink href={href}>{t(`${step}.do`)}</TextLink> : t(`${step}.do`)}
              <span className="block text-muted">{t(`${step}.why`)}</span>
            </span>
            <Badge tone={setUp[step] ? "good" : "warn"}>
              {t(setUp[step] ? "done" : mine ? "open" : step === "schools" ? "bySection" : "byAdmin")}
            </Badge>
          </li>
        );
      })}
    </ol>
  );
}
