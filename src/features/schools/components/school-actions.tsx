import { useLocale, useTranslations } from "next-intl";
import { named } from "#lib/named.ts";
import type { Actor } from "#server/db.ts";
import { can } from "#server/policy.ts";
import { LinkButton } from "#ui/button.tsx";
import { TextLink } from "#ui/link.tsx";
import { Menu } from "#ui/menu.tsx";
import type { SchoolView } from "../find-school.ts";
import { reaches } from "../find-school-task.ts";
import { isEditable, OPEN_STATUSES } from "../schema.ts";
import { hasSteps, StepButtons } from "./step-buttons.tsx";

/** What the reader may do with a school, from the page's head. */
export function SchoolActions({
  actor,
  school,
  categories,
}: {
  actor: Actor;
  school: SchoolView;
  categories: boolean;
}) {
  const t = useTranslations("schools.page");
  const { status, districtId } = school.last.facts;
  if (!reaches(actor, { id: school.id, districtId })) return null;
  if (school.on !== actor.today) return <CorrectThen actor={actor} school={school} />;
  const open = OPEN_STATUSES.some((one) => one === status);
  const at = (part: string) => `/schools/${school.id}/${part}`;
  return (
    <>
      {can(actor, "school.contact") && (
        <LinkButton href={at("contact")} icon="edit">
          {t("editContact")}
        </LinkButton>
      )}
      {can(actor, "change.request") && open && (
        <LinkButton href={at("request")} icon="send" variant="primary">
          {t("request")}
        </LinkButton>
      )}
      {can(actor, "change.propose") && open && (
        <Menu label={t("more")} icon="more">
          <MenuLink href={at("request/merge")}>{t("askMerge")}</MenuLink>
          <MenuLink href={at("request/split")}>{t("askSplit")}</MenuLink>
        </Menu>
      )}
      {can(actor, "school.link") && (
        <Menu label={t("more")} icon="more">
          {open && <MenuLink href={at("merge")}>{t("merge")}</MenuLink>}
          {open && <MenuLink href={at("split")}>{t("split")}</MenuLink>}
          {open && categories && <MenuLink href={at("category")}>{t("recode")}</MenuLink>}
          <MenuLink href={at("link")}>{t("linkAdd")}</MenuLink>
        </Menu>
      )}
      {can(actor, "school.edit") && isEditable(status) && (
        <LinkButton href={at("edit")} icon="edit" variant="primary">
          {t("edit")}
        </LinkButton>
      )}
    </>
  );
}

/** Of a day that is past or to come nothing can be done but to put right what is recorded for it. */
function CorrectThen({ actor, school }: { actor: Actor; school: SchoolView }) {
  const t = useTranslations("schools.page");
  if (!can(actor, "school.edit") || !school.fact || !isEditable(school.last.facts.status)) return null;
  return (
    <LinkButton href={`/schools/${school.id}/edit?on=${school.on}`} icon="edit">
      {t("correctThen")}
    </LinkButton>
  );
}

function MenuLink({ href, children }: { href: string; children: string }) {
  return (
    <TextLink href={href} plain className="menu-item">
      {children}
    </TextLink>
  );
}

/** The steps that the state of the school allows, in words. */
export function SchoolSteps({ actor, school, heir }: { actor: Actor; school: SchoolView; heir: string | undefined }) {
  const t = useTranslations("schools.page");
  const locale = useLocale();
  const { facts } = school.last;
  if (!hasSteps(actor, facts.status)) return null;
  return (
    <section aria-label={t("next")} className="flex flex-wrap gap-2 print:hidden">
      <StepButtons
        actor={actor}
        school={{ id: school.id, version: school.version, status: facts.status }}
        name={named(facts, locale)}
        heir={heir}
      />
    </section>
  );
}
