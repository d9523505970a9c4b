import type { Values } from "#features/reports/form/cells.ts";
import type { Finding } from "#features/reports/form/evaluate.ts";
import type { Institution } from "./institutions.ts";

const REASONS: Record<string, string> = {
  "10": "服务区调整，在校生变动较大，已与学籍系统核对。",
  "11": "本学年教师轮岗和新招教师到岗所致，编制部门已备案。",
  "12": "部分学生随父母转入（转出），已与学籍系统核对。",
  "13": "旧校舍拆除、设备报废，固定资产已按程序核销。",
  "15": "休学学生复学编入起始年级。",
  "absence-rate": "流感高发，请假学生较多，已按规定报告。",
  "no-visit": "月末才发现，已安排下月初家访。",
  "long-absence": "学生住院治疗，家长已补办请假手续。",
};

/** What a school says to a warning. */
export function reasonFor({ ruleId }: Finding, school: Institution): string {
  if (ruleId === "12" && school.kind === "point") return "教学点只设一至三年级，四年级学生到中心小学就读。";
  if (ruleId === "10" && school.kind === "point") return "教学点人数少，个别学生转学即超过比例。";
  return REASONS[ruleId] ?? "已逐项核实，数据无误。";
}

/** A mistake that no check can see and a district notices: what was sent first, and what was said of it. */
export type Slip = { cell: string; values: Record<string, string>; comment: string; reason: string };

/** What the school says to it once it has put it right. */
export const PUT_RIGHT = "已核实并更正，见本版数据。";

type Maker = (values: Values, text: (cell: string) => number) => Slip | null;

const scaled = (value: number, factor: number): string => String(Math.round(value * factor * 10) / 10);

const ANNUAL: Maker[] = [
  (_, number) => ({
    cell: "E7",
    values: { E7: scaled(number("E7"), 10) },
    comment: "体育场馆面积是上年的十倍，是否多录一位？",
    reason: "体育运动场馆面积与上年差异过大，请核实后重报。",
  }),
  (_, number) => ({
    cell: "F1",
    values: { F1: String(Math.round(number("F1") * 1.6)) },
    comment: "图书册数请以图书管理系统为准，电子图书不计入。",
    reason: "图书册数含电子图书，请按纸质图书口径填报。",
  }),
  (_, number) => ({
    cell: "D11",
    values: { D11: String(Math.min(number("D2"), number("D11") * 2 + 2)) },
    comment: "骨干教师人数与区县认定名单不一致。",
    reason: "骨干教师只计县级及以上认定的在岗教师，请核对名单。",
  }),
  (_, number) => ({
    cell: "E1",
    values: { E1: scaled(number("E1"), 0.1) },
    comment: "占地面积小于校舍面积的合理比例，请查土地证。",
    reason: "占地面积有误，请以不动产权证为准。",
  }),
  (_, number) => ({
    cell: "F3",
    values: { F3: String(number("F3") + 120) },
    comment: "教师用机是否混入？此处只填学生用计算机。",
    reason: "学生用计算机数与装备台账不符，请核对。",
  }),
];

const MONTHLY: Maker[] = [
  (_, number) => ({
    cell: "M13",
    values: { M13: String(Math.min(Math.floor(number("M12") * number("M8") * 0.049), number("M13") * 3 + 40)) },
    comment: "缺勤人次与晨午检台账不一致，请核对。",
    reason: "缺勤人次有误，请与晨午检台账核对后重报。",
  }),
];

const SURVEY: Maker[] = [
  (_, number) => ({
    cell: "S3",
    values: { S3: String(number("S3") + 200) },
    comment: "学生平板是否含学生自带设备？只填学校资产。",
    reason: "学生平板只计学校固定资产，请核对后重报。",
  }),
];

const SLIPS: Record<string, Maker[]> = { "monthly-return": MONTHLY, "digital-survey": SURVEY };

/** A slip in the figures of this form. */
export function slipIn(form: string, values: Values, at: number): Slip | null {
  const makers = SLIPS[form] ?? ANNUAL;
  const maker = makers[at % makers.length];
  return maker?.(values, (cell) => Number(values[cell] ?? 0)) ?? null;
}
