import type { Stage as RegisterStage } from "#generated/prisma/enums.ts";
import { fromUtcMidnight, type PlainDate } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { definitionOf } from "./edition.ts";
import type { Definition, Text } from "./form/definition.ts";
import type { FactName } from "./form/expression.ts";
import { heldByRegister, sameFigures } from "./form/held.ts";
import type { Stage } from "./form/stage.ts";

/** Who holds a figure already: the register, or a campaign, for so many of the schools in scope. */
export type Holder =
  | { kind: "register"; fact: FactName }
  | { kind: "campaign"; id: string; titleEn: string; titleZh: string; schools: number };

/** A cell that a form asks for although it is held. */
export type Held = { code: string; names: Text; by: Holder[] };

type Asking = {
  schools: readonly { schoolId: string; stages: RegisterStage[] }[];
  schoolYearId: string;
  refersTo: PlainDate;
};

/**
 * The cells of a form that schools would be asked for again, in the form's order: those that the register holds, and
 * figures that another campaign asks, or has from, any of them. Forms of the same period speak of the same time on the
 * same day; figures of a whole school year also on another day of it.
 */
export async function heldElsewhere(db: Db, definition: Definition, asking: Asking): Promise<Held[]> {
  const { schools, schoolYearId, refersTo } = asking;
  const stages = new Set(schools.flatMap((school) => school.stages.map((stage) => stage.toLowerCase() as Stage)));
  const found = new Map<string, Held>();
  const add = ({ code, names }: { code: string; names: Text }, holder: Holder) => {
    const by = found.get(code)?.by ?? [];
    found.set(code, { code, names, by: [...by, holder] });
  };
  for (const { fact, ...cell } of heldByRegister(definition, stages)) add(cell, { kind: "register", fact });
  const others = await campaignsWith(
    db,
    schoolYearId,
    schools.map(({ schoolId }) => schoolId),
  );
  for (const { templateVersionId, refersTo: on, ...campaign } of others) {
    const other = await definitionOf(db, templateVersionId);
    if (other.period !== definition.period) continue;
    const sameDay = fromUtcMidnight(on) === refersTo;
    const counts = (measure: "point" | "period") => sameDay || (definition.period === "year" && measure === "period");
    for (const cell of sameFigures(definition, other, stages, counts)) add(cell, { kind: "campaign", ...campaign });
  }
  const order = codesOf(definition);
  return [...found.values()].sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
}

const codesOf = ({ sheets }: Definition): string[] =>
  sheets.flatMap(({ sections }) =>
    sections.flatMap((section) => (section.kind === "table" ? section.columns : section.cells).map(({ code }) => code)),
  );

type Other = {
  id: string;
  titleEn: string;
  titleZh: string;
  templateVersionId: string;
  refersTo: Date;
  schools: number;
};

/** Campaigns of a school year that are asking any of these schools, or were answered by them. */
function campaignsWith(db: Db, schoolYearId: string, schoolIds: string[]): Promise<Other[]> {
  return db.$queryRaw<Other[]>`
    select c.id, c."titleEn", c."titleZh", c."templateVersionId", c."refersTo", count(*)::int as schools
      from "Campaign" c join "Assignment" a on a."tenantId" = c."tenantId" and a."campaignId" = c.id
     where c."schoolYearId" = ${schoolYearId}::uuid and a."schoolId" = any(${schoolIds}::uuid[])
       and (c.status = 'OPEN' or a."submittedAt" is not null)
     group by c.id, c."titleEn", c."titleZh", c."templateVersionId", c."refersTo", c."openedAt"
     order by c."openedAt", c.id`;
}
