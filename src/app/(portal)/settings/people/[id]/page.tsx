import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import {
  closeAccount,
  endMembership,
  makeInvitationLink,
  makeResetLink,
  moveMembership,
  removeLostCode,
  signOutMember,
} from "#features/members/actions.ts";
import { HandOver } from "#features/members/components/hand-over.tsx";
import { MembershipLine } from "#features/members/components/membership-line.tsx";
import { type Offered, PlaceFields } from "#features/members/components/place-fields.tsx";
import { mayGive, REACH } from "#features/members/giving.ts";
import { schoolsToOffer } from "#features/members/place.ts";
import { type Member, type MembershipItem, mayReset, member } from "#features/members/queries.ts";
import { IdentityCard } from "#features/providers/components/identity-card.tsx";
import { identitiesOf } from "#features/providers/queries.ts";
import { districtOptions } from "#features/tenants/queries.ts";
import { formatDate } from "#lib/plain-date.ts";
import type { Actor } from "#server/db.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { Dialog } from "#ui/dialog.tsx";
import { Form } from "#ui/form.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Card } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("members"))("person") };
}

const PATH = "/settings/people";

export default async function PersonPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) notFound();
  const found = await read("member.view", async (db, actor) => {
    const person = await member(db, id, actor.today);
    const mine = person !== null && (await mayReset(db, id));
    const offered = { districts: await districtOptions(db), schools: await schoolsToOffer(db, actor) };
    const identities = can(actor, "provider.edit") ? await identitiesOf(db, id) : [];
    return person && { actor, person, mine, offered, identities };
  });
  if (!found) notFound();
  const { actor, person, mine, offered, identities } = found;
  const t = await getTranslations("members");
  const self = person.id === actor.personId;
  const open = person.memberships.some(({ state }) => state !== "ended");
  return (
    <>
      <PageTitle
        title={person.name}
        lead={person.email}
        breadcrumb={{ label: t("here"), items: [{ label: t("title"), href: PATH }] }}
        actions={
          can(actor, "audit.view") && (
            <LinkButton href={`/audit?person=${person.id}`} icon="history">
              {t("trail")}
            </LinkButton>
          )
        }
      />
      <div className="max-w-3xl space-y-6">
        <Card title={t("roles")} lead={self ? t("self") : undefined}>
          <ul className="divide-y divide-line">
            {person.memberships.map((one) => (
              <li key={one.id} className="flex flex-wrap items-start justify-between gap-3 py-3 first:pt-0 last:pb-0">
                <MembershipText membership={one} />
                {!self && one.state !== "ended" && mayGive(actor.role, one.role) && (
                  <MembershipSteps actor={actor} person={person} membership={one} offered={offered} />
                )}
              </li>
            ))}
          </ul>
        </Card>
        {!self &&
          can(actor, "member.invite") &&
          person.memberships
            .filter(({ state, role }) => state === "offered" && mayGive(actor.role, role))
            .map((one) => <OfferCard key={one.id} membership={one} />)}
        {!self &&
          person.memberships.some(({ state, role }) => state === "present" && mayGive(actor.role, role)) &&
          can(actor, "member.resetPassword") && <AccessCard actor={actor} person={person} mine={mine} />}
        {!self && <IdentityCard name={person.name} identities={identities} timeZone={actor.tenant.timeZone} />}
        {!self && actor.role === "SYSTEM_ADMIN" && open && can(actor, "member.end") && (
          <Card title={t("close.title")} lead={t("close.lead")}>
            <ConfirmButton
              label={t("close.do")}
              title={t("close.ask", { name: person.name })}
              consequence={t("close.text")}
              action={closeAccount}
              fields={{ personId: person.id }}
            />
          </Card>
        )}
      </div>
    </>
  );
}

async function MembershipText({ membership }: { membership: MembershipItem }) {
  const [t, locale] = await Promise.all([getTranslations("members"), getLocale()]);
  const { startsOn, endsOn } = membership;
  const from = formatDate(startsOn, locale);
  return (
    <div>
      <MembershipLine membership={membership} />
      <p className="text-muted">
        {endsOn ? t("fromTo", { from, to: formatDate(endsOn, locale) }) : t("from", { from })}
      </p>
    </div>
  );
}

type Steps = { actor: Actor; person: Member; membership: MembershipItem; offered: Offered };

async function MembershipSteps({ actor, person, membership, offered }: Steps) {
  const [t, label] = await Promise.all([getTranslations("members"), getTranslations("label")]);
  const { id, version, role } = membership;
  const movable =
    membership.forName === null &&
    membership.state !== "offered" &&
    REACH[role] !== "city" &&
    actor.role !== "SCHOOL_HEAD" &&
    can(actor, "member.invite");
  return (
    <div className="flex flex-wrap gap-2">
      {movable && (
        <Dialog trigger={t("move.do")} title={t("move.title", { name: person.name, role: label(`role.${role}`) })}>
          <Form action={moveMembership} submit={t("move.do")} fields={{ id }} version={version}>
            <p className="text-muted">{t("move.text")}</p>
            <PlaceFields role={role} giver={actor.role} offered={offered} />
          </Form>
        </Dialog>
      )}
      {can(actor, "member.end") && (
        <ConfirmButton
          label={t("end.do")}
          title={t("end.ask", { name: person.name, role: label(`role.${role}`) })}
          consequence={t("end.text")}
          action={endMembership}
          fields={{ id }}
          version={version}
        />
      )}
    </div>
  );
}

/** A role that waits for its person to open the link. */
async function OfferCard({ membership }: { membership: MembershipItem }) {
  const t = await getTranslations("members");
  return (
    <Card title={t("offer.title")} lead={t("offer.lead")}>
      <div className="space-y-3">
        <MembershipLine membership={membership} />
        <HandOver
          kind="INVITATION"
          action={makeInvitationLink}
          submit={t("access.invitation")}
          submitVariant="secondary"
          fields={{ id: membership.id }}
        />
        <Form
          action={makeInvitationLink}
          submit={t("access.mailInvitation")}
          submitVariant="secondary"
          fields={{ id: membership.id, byMail: "on" }}
        />
      </div>
    </Card>
  );
}

async function AccessCard({ actor, person, mine }: { actor: Actor; person: Member; mine: boolean }) {
  const t = await getTranslations("members");
  const personId = person.id;
  return (
    <Card title={t("access.title")} lead={mine ? t("access.lead") : t("notYours")}>
      <div className="space-y-5">
        {mine && (
          <HandOver
            kind="RESET"
            action={makeResetLink}
            submit={t("access.reset")}
            submitVariant="secondary"
            fields={{ personId }}
          />
        )}
        <div className="flex flex-wrap gap-2">
          {mine && actor.role === "SYSTEM_ADMIN" && (
            <ConfirmButton
              label={t("access.code")}
              title={t("access.codeAsk", { name: person.name })}
              consequence={t("access.codeText")}
              action={removeLostCode}
              fields={{ personId }}
            />
          )}
          {can(actor, "member.end") && (
            <ConfirmButton
              label={t("access.signOut")}
              title={t("access.signOutAsk", { name: person.name })}
              consequence={t("access.signOutText")}
              action={signOutMember}
              fields={{ personId }}
            />
          )}
        </div>
      </div>
    </Card>
  );
}
