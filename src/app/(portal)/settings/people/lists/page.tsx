import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { rolesGivenBy } from "#features/members/giving.ts";
import { uploadStaff } from "#features/staff-lists/actions.ts";
import { MOST_ROWS } from "#features/staff-lists/schema.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { FileField, TextArea } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Card } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staffLists"))("title") };
}

const PATH = "/settings/people";
const ACCEPT = ".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Joiners and leavers, as they change over each August: a file, or a table copied out of a spreadsheet. */
export default async function StaffListsPage() {
  const roles = await read("member.invite", async (_db, actor) => rolesGivenBy(actor.role));
  if (roles.length === 0) notFound();
  const [t, members, label] = await Promise.all([
    getTranslations("staffLists"),
    getTranslations("members"),
    getTranslations("label"),
  ]);
  return (
    <>
      <PageTitle
        title={t("title")}
        lead={t("lead")}
        breadcrumb={{ label: members("here"), items: [{ label: members("title"), href: PATH }] }}
        actions={
          <LinkButton href={`${PATH}/lists/template.csv`} icon="download" download="">
            {t("template")}
          </LinkButton>
        }
      />
      <div className="max-w-3xl space-y-6">
        <Card title={t("columns")} lead={t("columnsLead", { max: MOST_ROWS })}>
          <ul className="list-disc space-y-1 ps-5">
            <li>{t("columnJoin")}</li>
            <li>{t("columnRole", { roles: roles.map((role) => label(`role.${role}`)).join(t("and")) })}</li>
            <li>{t("columnLeave")}</li>
          </ul>
        </Card>
        <Form action={uploadStaff} submit={t("upload")} label={t("title")}>
          <FileField name="file" label={t("file")} hint={t("fileHint")} accept={ACCEPT} />
          <TextArea name="pasted" label={t("pasted")} hint={t("pastedHint")} rows={6} maxLength={200_000} />
        </Form>
      </div>
    </>
  );
}
