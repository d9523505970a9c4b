import type { ReactNode } from "react";
import { named } from "#lib/named.ts";
import { formatDate, type Locale } from "#lib/plain-date.ts";
import { words } from "#server/words.ts";
import type { TableColumn } from "#ui/data-table-columns.ts";
import { MembershipLine } from "./components/membership-line.tsx";
import type { Member, MembershipItem } from "./queries.ts";
import { MEMBER_COLUMNS } from "./schema.ts";

type Column = Omit<TableColumn<Member>, "id">;

/** The columns of the list of people, as the page and as a file show them; of several roles each has a line. */
export function memberColumns(locale: Locale): TableColumn<Member>[] {
  const t = words(locale);
  const place = ({ place: at }: MembershipItem) => (at ? named(at, locale) : t("members.wholeCity"));
  const role = (one: MembershipItem) => t(`label.role.${one.role}`);
  const state = (one: MembershipItem) => t(`members.states.${one.state}`);
  const ofEach = (header: string, text: (one: MembershipItem) => string): Column => ({
    header,
    cell: ({ memberships }) => <Lines items={memberships}>{text}</Lines>,
    file: ({ memberships }) => memberships.map(text).join("\n"),
  });
  const all: Record<(typeof MEMBER_COLUMNS)[number], Column> = {
    name: { header: t("members.name"), sort: "asc-first", cell: ({ name }) => name, file: ({ name }) => name },
    email: {
      header: t("members.email"),
      cell: ({ email }) => <span className="break-all">{email}</span>,
      file: [{ header: t("members.email"), value: ({ email }) => email, fileWidth: 30 }],
    },
    memberships: {
      header: t("members.roles"),
      cell: ({ memberships }) => <Lines items={memberships}>{(one) => <MembershipLine membership={one} />}</Lines>,
      file: [
        {
          header: t("members.roles"),
          value: ({ memberships }) =>
            memberships
              .map((one) => `${role(one)} · ${place(one)}${one.state === "present" ? "" : ` · ${state(one)}`}`)
              .join("\n"),
          fileWidth: 50,
        },
      ],
    },
    role: ofEach(t("members.role"), role),
    place: ofEach(t("members.place"), place),
    state: ofEach(t("members.state"), state),
    startsOn: ofEach(t("members.startsOn"), ({ startsOn }) => formatDate(startsOn, locale)),
    endsOn: ofEach(t("members.endsOn"), ({ endsOn }) => (endsOn ? formatDate(endsOn, locale) : "—")),
  };
  return MEMBER_COLUMNS.map((id) => ({ id, ...all[id] }));
}

function Lines({ items, children }: { items: MembershipItem[]; children: (one: MembershipItem) => ReactNode }) {
  return (
    <ul className="space-y-1">
      {items.map((one) => (
        <li key={one.id}>{children(one)}</li>
      ))}
    </ul>
  );
}
