import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import { formatDate } from "#lib/plain-date.ts";
import type { Actor } from "#server/db.ts";
import { Facts as FactList } from "#ui/facts.tsx";
import { TextLink } from "#ui/link.tsx";
import { Notice } from "#ui/notice.tsx";
import { Card } from "#ui/section.tsx";
import type { SchoolView } from "../find-school.ts";
import type { PartOf } from "../school-page.ts";
import { differences } from "../timeline.ts";
import { Campuses } from "./campuses.tsx";
import { SchoolSteps } from "./school-actions.tsx";
import { SchoolStatusBadge } from "./school-status.tsx";

type Part = PartOf<"facts">;

/** The facts of a school on a day, how to reach it, and who shares its site. */
export function SchoolFactsTab({ actor, school, part }: { actor: Actor; school: SchoolView; part: Part }) {
  const t = useTranslations("schools");
  const locale = useLocale();
  const coming = school.coming && differences(school.shown, school.coming.facts).map((name) => t(`field.${name}`));
  const wentInto = part.heirs.find(({ kind }) => kind !== "SPLIT");
  return (
    <div className="space-y-5">
      {part.pending > 0 && (
        <Notice title={t("page.pending", { count: part.pending })}>
          <TextLink href={`/schools/changes?school=${school.id}&status=PENDING`}>{t("page.pendingLink")}</TextLink>
        </Notice>
      )}
      {!school.fact && school.on === actor.today && (
        <Notice tone="warn" title={t("page.opens", { date: formatDate(school.openedOn, locale) })}>
          <TextLink href={`/schools/${school.id}?on=${school.openedOn}`}>{t("page.opensLook")}</TextLink>
        </Notice>
      )}
      {school.fact && school.coming && coming && coming.length > 0 && (
        <Notice tone="warn">
          {t("page.coming", { date: formatDate(school.coming.validFrom, locale), fields: coming.join(t("comma")) })}
        </Notice>
      )}
      {part.heirs.length > 0 && <Ended heirs={part.heirs} />}
      {school.on === actor.today && (
        <SchoolSteps actor={actor} school={school} heir={wentInto && named(wentInto.school, locale)} />
      )}
      <div className="grid items-start gap-5 lg:grid-cols-[3fr_2fr]">
        <RegisterFacts school={school} part={part} />
        <div className="space-y-5">
          <ContactFacts school={school} past={school.on !== actor.today} />
          <Campuses school={school} />
          {part.neighbours.length > 0 && <SameSite neighbours={part.neighbours} />}
        </div>
      </div>
    </div>
  );
}

function RegisterFacts({ school, part }: { school: SchoolView; part: Part }) {
  const t = useTranslations("schools");
  const label = useTranslations("label");
  const locale = useLocale();
  const { shown: facts } = school;
  const { district, ownership, fields } = part.context;
  const known = (value: boolean | null) => value !== null && t(value ? "yes" : "no");
  const missing = t("notRecorded");
  const none = (value: string | false | null) => value || null;
  return (
    <Card title={t("page.facts")}>
      <FactList
        items={[
          { label: t("field.nameZh"), value: none(facts.nameZh), missing, wide: true },
          { label: t("field.nameEn"), value: none(facts.nameEn), missing, wide: true },
          { label: t("field.code"), value: <span className="tabular-nums">{facts.code}</span> },
          { label: t("field.status"), value: label(`schoolStatus.${facts.status}`) },
          { label: t("field.stages"), value: facts.stages.map((stage) => label(`stage.${stage}`)).join(t("comma")) },
          { label: t("field.districtId"), value: district && named(district, locale), missing },
          { label: t("field.ownership"), value: ownership && named(ownership, locale), missing },
          { label: t("field.settlement"), value: facts.settlement && label(`settlement.${facts.settlement}`), missing },
          { label: t("field.boarding"), value: none(known(facts.boarding)), missing },
          { label: t("field.teachingPoint"), value: known(facts.teachingPoint) },
          {
            label: t("field.capacity"),
            value: facts.capacity === null ? null : `${formatNumber(facts.capacity, locale)} ${t("places")}`,
            missing,
          },
          { label: t("field.openedOn"), value: formatDate(school.openedOn, locale) },
          { label: t("field.creditCode"), value: facts.creditCode, missing, wide: true },
          ...fields.map(({ key, en, zh }) => ({
            label: locale === "en" ? en : zh,
            value: none(school.extra[key] ?? null),
            missing,
          })),
        ]}
      />
    </Card>
  );
}

/** Where a school went on that is no more, or a part of it. */
function Ended({ heirs }: { heirs: Part["heirs"] }) {
  const t = useTranslations("schools");
  const locale = useLocale();
  return (
    <Notice>
      {heirs.map((heir) => (
        <p key={heir.id}>
          {t(`heir.${heir.kind}`, { date: formatDate(heir.happenedOn, locale) })}{" "}
          <TextLink href={`/schools/${heir.school.id}`}>{named(heir.school, locale)}</TextLink>
        </p>
      ))}
    </Notice>
  );
}

function ContactFacts({ school, past }: { school: SchoolView; past: boolean }) {
  const t = useTranslations("schools");
  const missing = t("notRecorded");
  const { longitude, latitude } = school;
  const site = school.website && (
    <a href={school.website} rel="noreferrer noopener" target="_blank" className="link break-all">
      {school.website}
    </a>
  );
  return (
    <Card title={t("page.contact")} lead={past && t("page.contactNow")}>
      <FactList
        columns={1}
        items={[
          { label: t("field.addressZh"), value: school.addressZh || null, missing },
          { label: t("field.addressEn"), value: school.addressEn || null, missing },
          { label: t("field.phone"), value: school.phone || null, missing },
          { label: t("field.email"), value: school.email || null, missing },
          { label: t("field.website"), value: site || null, missing },
          { label: t("field.coordinates"), value: longitude && latitude ? `${latitude}, ${longitude}` : null, missing },
        ]}
      />
    </Card>
  );
}

function SameSite({ neighbours }: { neighbours: Part["neighbours"] }) {
  const t = useTranslations("schools.page");
  const locale = useLocale();
  return (
    <Card title={t("site")}>
      <ul className="space-y-2">
        {neighbours.map((school) => (
          <li key={school.id} className="flex flex-wrap items-center justify-between gap-2">
            <TextLink href={`/schools/${school.id}`}>{named(school, locale)}</TextLink>
            <SchoolStatusBadge status={school.status} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
