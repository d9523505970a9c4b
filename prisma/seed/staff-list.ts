import type { StaffRow } from "#features/staff-lists/schema.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { idOf } from "./chance.ts";
import type { Institution } from "./institutions.ts";
import type { Person } from "./people.ts";
import { at, inserts, type Script } from "./script.ts";

const EMPTY = { act: "", name: "", email: "", role: "", place: "", lastDay: "" };

/** The administrator has a list of joiners and leavers to look through, with one row that has to be corrected. */
export function writeStaffList(
  slug: string,
  people: readonly Person[],
  shown: Institution,
  today: PlainDate,
  script: Script,
): void {
  const admin = people.find(({ role }) => role === "SYSTEM_ADMIN");
  const leaver = people.findLast(({ role }) => role === "SCHOOL_CLERK");
  if (!admin || !leaver) return;
  const joiner = { act: "到岗", role: "学校数据员" };
  const rows: StaffRow[] = [
    { ...EMPTY, ...joiner, line: 2, name: "周晓彤", email: `zhou.xiaotong.${slug}@example.test`, place: shown.code },
    { ...EMPTY, ...joiner, line: 3, name: "赵一鸣", email: `zhao.yiming.${slug}@example.test`, place: "第二分校" },
    { ...EMPTY, act: "离任", line: 4, name: leaver.name, email: leaver.email, lastDay: addDays(today, 30) },
  ];
  const [id, createdAt, fileName] = [idOf(slug, "StaffList"), at(addDays(today, -1), "16:10"), "人员变动.xlsx"];
  script.record(
    {
      at: createdAt,
      by: admin,
      verb: "member.invite",
      subject: ["StaffList", id],
      detail: { changed: "uploaded", file: fileName, rows: rows.length },
    },
    [inserts("StaffList", [{ id, personId: admin.id, fileName, rows, createdAt }])],
  );
}
