import { useTranslations } from "next-intl";
import { LinkButton } from "#ui/button.tsx";
import { type Column, DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { Form } from "#ui/form.tsx";
import { Notice } from "#ui/notice.tsx";
import { Section } from "#ui/section.tsx";
import { endMemberships } from "../actions.ts";
import type { EndPlan } from "../end-many.ts";
import { END_MOST } from "../schema.ts";
import { MembershipLine } from "./membership-line.tsx";

type Row = EndPlan["good"][number] & { why?: EndPlan["out"][number]["why"] };

/** Which roles will end and which are left out and why, and the button that ends them. */
export function EndPreview({ plan, back, state }: { plan: EndPlan; back: string; state: string }) {
  const t = useTranslations("members.endMany");
  const { good, out, tooMany } = plan;
  const again = <LinkButton href={back}>{t("back")}</LinkButton>;
  if (tooMany) return <Notice tone="warn" title={t("tooMany", { most: END_MOST })} actions={again} />;
  if (good.length + out.length === 0) return <Notice title={t("nothing")} actions={again} />;
  return (
    <div className="space-y-6">
      {good.length > 0 ? (
        <Form
          action={endMemberships}
          submit={t("do", { count: good.length })}
          submitVariant="danger"
          fields={{ state }}
          label={t("do", { count: good.length })}
          actions={again}
        >
          <p className="max-w-[75ch]">{t("effect", { count: good.length })}</p>
          {out.length > 0 && <p className="max-w-[75ch]">{t("leftOut", { count: out.length })}</p>}
          {good.map(({ membership: { id, version } }) => (
            <input key={id} type="hidden" name="row" value={`${id}.${version}`} />
          ))}
        </Form>
      ) : (
        <Notice tone="warn" title={t("none")} actions={again} />
      )}
      {good.length > 0 && <Rows title={t("good", { count: good.length })} rows={good} />}
      {out.length > 0 && <Rows title={t("out", { count: out.length })} rows={out} />}
    </div>
  );
}

function Rows({ title, rows }: { title: string; rows: Row[] }) {
  const t = useTranslations("members");
  const columns: Column<Row>[] = [
    { id: "name", header: t("name"), cell: ({ person }) => person.name },
    { id: "email", header: t("email"), cell: ({ person }) => <span className="break-all">{person.email}</span> },
    { id: "role", header: t("role"), cell: ({ membership }) => <MembershipLine membership={membership} /> },
  ];
  const why: Column<Row> = {
    id: "why",
    header: t("endMany.whyOut"),
    cell: ({ why: reason }) => reason && t(`endMany.why.${reason}`),
  };
  return (
    <Section title={title}>
      <DataTable
        caption={title}
        rows={rows}
        rowKey={({ membership }) => membership.id}
        rowHref={({ person }) => `/settings/people/${person.id}`}
        columns={rows.some((row) => row.why) ? [...columns, why] : columns}
        empty={<Empty title={t("endMany.nothing")} />}
      />
    </Section>
  );
}
