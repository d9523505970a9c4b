import { Role } from "#generated/prisma/enums.ts";
import { foldText } from "#lib/grams.ts";
import { LOCALES, wordsFor } from "#server/words.ts";
import type { StaffField } from "./schema.ts";

/** What lists call their columns, as `foldText` writes it. */
const HEADERS: Record<StaffField, readonly string[]> = {
  act: ["joins or leaves", "joiner or leaver", "change", "action", "变动", "变动类型", "类型", "到岗或离任"],
  name: ["name", "full name", "姓名", "人员姓名"],
  email: ["e mail", "email", "e mail address", "email address", "mail", "电子邮箱", "邮箱", "电子邮件", "登录邮箱"],
  role: ["role", "post", "position", "岗位", "角色", "职务"],
  place: [
    "school or district",
    "school",
    "district",
    "school code",
    "unit",
    "学校或区县",
    "学校",
    "区县",
    "单位",
    "学校标识码",
  ],
  lastDay: [
    "last day",
    "last working day",
    "leaves on",
    "leaving date",
    "最后一天",
    "最后工作日",
    "离任日期",
    "离岗日期",
  ],
};

const JOIN = ["joins", "join", "joiner", "new", "到岗", "新任", "入职", "新增", "到任"];
const LEAVE = ["leaves", "leave", "leaver", "离任", "离岗", "离职", "调出", "退休"];

/** Which column of a list holds what; a field whose column is not there has none. */
export function columnsIn(header: readonly string[]): Partial<Record<StaffField, number>> {
  const folded = header.map((title) => foldText(title));
  const found: Partial<Record<StaffField, number>> = {};
  for (const [field, titles] of Object.entries(HEADERS) as [StaffField, readonly string[]][]) {
    const known = new Set(titles.map((title) => foldText(title)));
    const column = folded.findIndex((title) => known.has(title));
    if (column >= 0) found[field] = column;
  }
  return found;
}

/** Whether a row is about somebody who joins or leaves; where it does not say, a last day without a role means leaving. */
export function actOf({ act, role, lastDay }: { act: string; role: string; lastDay: string }): "join" | "leave" | null {
  const said = foldText(act);
  if (act === "") return lastDay !== "" && role === "" ? "leave" : "join";
  if (JOIN.some((word) => foldText(word) === said)) return "join";
  return LEAVE.some((word) => foldText(word) === said) ? "leave" : null;
}

/** What lists call roles besides their names here. */
const ALSO: Partial<Record<Role, readonly string[]>> = {
  DISTRICT_OFFICER: ["district officer", "区县教育局", "区县人员"],
  SCHOOL_HEAD: ["head", "principal", "headteacher", "校长", "园长"],
  SCHOOL_CLERK: ["clerk", "经办人", "经办人员", "学校经办人员"],
  SECTION_HEAD: ["科长", "处长", "基础教育科科长"],
};

/** The role that a text names in either language; null: none. */
export function roleCalled(text: string): Role | null {
  const said = foldText(text);
  const named = (role: Role) => [
    role.replace("_", " "),
    ...(ALSO[role] ?? []),
    ...LOCALES.map((one) => wordsFor(one, `label.role.${role}`)),
  ];
  return Object.values(Role).find((role) => named(role).some((name) => foldText(name) === said)) ?? null;
}

const WHOLE = ["whole city", "city", "全市"];

export function isWholeCity(text: string): boolean {
  return WHOLE.some((word) => foldText(word) === foldText(text));
}
