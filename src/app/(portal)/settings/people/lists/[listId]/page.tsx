import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { StaffRows } from "#features/staff-lists/components/rows-table.tsx";
import { TakeStaff } from "#features/staff-lists/components/take-staff.tsx";
import { staffList } from "#features/staff-lists/queries.ts";
import { oneId } from "#lib/list-params.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { mailGoesOut } from "#server/mail.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { Checkbox } from "#ui/choice-field.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Stats } from "#ui/stat.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staffLists"))("look") };
}

const PATH = "/settings/people";

/** What will come of a list, row by row, and one press to have it done. */
export default async function StaffListPage({ params }: { params: Promise<{ listId: string }> }) {
  const id = oneId().parse((await params).listId);
  if (!id) notFound();
  const { actor, list } = await read("member.invite", async (db, actor) => ({
    actor,
    list: await staffList(db, actor, id),
  }));
  if (!list) notFound();
  const [t, members, locale] = await Promise.all([
    getTranslations("staffLists"),
    getTranslations("members"),
    getLocale(),
  ]);
  const count = (outcome: string) => list.checked.filter((one) => one.outcome === outcome).length;
  const [invited, ended, problems] = [count("invite"), count("end"), count("problem")];
  const nothing = invited + ended === 0;
  const again = <LinkButton href={`${PATH}/lists`}>{t("another")}</LinkButton>;
  return (
    <>
      <PageTitle
        title={t("look")}
        lead={list.fileName || t("fromPasted")}
        breadcrumb={{
          label: members("here"),
          items: [
            { label: members("title"), href: PATH },
            { label: t("title"), href: `${PATH}/lists` },
          ],
        }}
      />
      <TakeStaff
        list={list.appliedAt || nothing ? null : { id, version: list.version, plan: list.plan }}
        submit={t("take", { invited, ended })}
        words={{
          title: t("links.title"),
          lead: t("links.lead"),
          name: t("name"),
          email: t("email"),
          link: t("links.link"),
          download: t("links.download"),
          file: `${t("links.file")}.csv`,
          copy: t("links.copy"),
          copied: t("links.copied"),
          done: t("applied"),
          back: members("backToList"),
        }}
      >
        {list.appliedAt ? (
          <Notice tone="good" title={t("applied")} actions={again}>
            {t("appliedText", { ...list.counts, at: formatDateTime(list.appliedAt, actor.tenant.timeZone, locale) })}
          </Notice>
        ) : (
          <div className="space-y-5">
            <Stats
              label={t("outcome")}
              items={(["invite", "end", "same", "problem"] as const).map((outcome) => ({
                label: t(`outcomes.${outcome}`),
                value: String(count(outcome)),
              }))}
            />
            {problems > 0 && (
              <Notice tone="warn" title={t("withProblems", { count: problems })} actions={again}>
                {t("withProblemsText")}
              </Notice>
            )}
            {nothing && problems === 0 && (
              <Notice title={t("nothing")} actions={again}>
                {t("nothingText")}
              </Notice>
            )}
            <StaffRows checked={list.checked} />
            {invited > 0 && (
              <Checkbox name="byMail" label={t("byMail")} hint={t("byMailHint")} initial={mailGoesOut()} />
            )}
          </div>
        )}
      </TakeStaff>
    </>
  );
}
