import { HONG_KONG_SCHOOL_CODE } from "#lib/school-code.ts";
import { idOf } from "./chance.ts";
import type { TenantRow } from "./kernel.ts";
import { Payroll, type Person } from "./people.ts";

/** A real city, empty and ready for its list: what the list says of a school beyond the register's own facts. */
export const HONG_KONG: TenantRow = {
  id: idOf("hong-kong", "Tenant"),
  slug: "hong-kong",
  nameEn: "Hong Kong",
  nameZh: "香港",
  locale: "en",
  timeZone: "Asia/Hong_Kong",
  codeFormat: HONG_KONG_SCHOOL_CODE,
  schoolFields: [
    { key: "category", en: "Category", zh: "类别" },
    { key: "session", en: "Session", zh: "授课时间" },
    { key: "gender", en: "Students' gender", zh: "就读学生性别" },
    { key: "religion", en: "Religion", zh: "宗教" },
    { key: "fax", en: "Fax", zh: "传真" },
  ],
};

/** Those whose work needs neither a school nor a district, of which there is none yet. */
export function peopleOfHongKong(): Person[] {
  const payroll = new Payroll(HONG_KONG.slug, "en");
  for (const role of ["SYSTEM_ADMIN", "SECTION_HEAD", "SECTION_STAFF", "AWARD_EXPERT", "LEGAL_REVIEWER"] as const)
    payroll.hire(role);
  return payroll.people;
}
