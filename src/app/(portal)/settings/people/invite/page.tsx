import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { inviteMember } from "#features/members/actions.ts";
import { HandOver } from "#features/members/components/hand-over.tsx";
import { PlaceFields } from "#features/members/components/place-fields.tsx";
import { rolesGivenBy } from "#features/members/giving.ts";
import { schoolsToOffer } from "#features/members/place.ts";
import { districtOptions } from "#features/tenants/queries.ts";
import type { Address } from "#lib/list-params.ts";
import { mailGoesOut } from "#server/mail.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { Checkbox } from "#ui/choice-field.tsx";
import { TextField } from "#ui/field.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("members"))("invite") };
}

const PATH = "/settings/people";

export default async function InvitePage({ searchParams }: { searchParams: Promise<Address> }) {
  const [asked, t, label] = [await searchParams, await getTranslations("members"), await getTranslations("label")];
  const { actor, offered } = await read("member.invite", async (db, actor) => ({
    actor,
    offered: { districts: await districtOptions(db), schools: await schoolsToOffer(db, actor) },
  }));
  const roles = rolesGivenBy(actor.role);
  if (roles.length === 0) notFound();
  const role = roles.length === 1 ? roles[0] : roles.find((one) => one === asked.role);
  const title = (
    <PageTitle
      title={t("invite")}
      lead={role ? t("inviteAs", { role: label(`role.${role}`) }) : t("inviteLead")}
      breadcrumb={{ label: t("here"), items: [{ label: t("title"), href: PATH }] }}
    />
  );
  if (!role) {
    return (
      <>
        {title}
        <ul className="card max-w-3xl divide-y divide-line">
          {roles.map((one) => (
            <li key={one} className="flex flex-wrap items-center justify-between gap-3 p-4">
              <span className="min-w-0 flex-1">
                <span className="font-semibold">{label(`role.${one}`)}</span>
                <span className="block max-w-[65ch] text-muted">{t(`about.${one}`)}</span>
              </span>
              <LinkButton
                href={`${PATH}/invite?role=${one}`}
                aria-label={t("chooseRole", { role: label(`role.${one}`) })}
              >
                {t("choose")}
              </LinkButton>
            </li>
          ))}
        </ul>
      </>
    );
  }
  return (
    <>
      {title}
      <div className="max-w-2xl">
        <HandOver
          action={inviteMember}
          submit={t("inviteSubmit")}
          fields={{ role }}
          kind="INVITATION"
          after={
            <div className="flex flex-wrap gap-2">
              <LinkButton href={PATH}>{t("backToList")}</LinkButton>
            </div>
          }
        >
          <TextField name="name" label={t("name")} hint={t("nameHint")} required maxLength={80} />
          <TextField
            name="email"
            label={t("email")}
            hint={t("emailHint")}
            required
            type="email"
            maxLength={254}
            size="full"
          />
          <PlaceFields role={role} giver={actor.role} offered={offered} />
          <Checkbox name="byMail" label={t("byMail")} hint={t("byMailHint")} initial={mailGoesOut()} />
        </HandOver>
      </div>
    </>
  );
}
