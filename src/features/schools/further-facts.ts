import { COUNTED } from "#features/reports/lifecycle.ts";
import { Prisma } from "#generated/prisma/client.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import type { SchoolColumn } from "./list.ts";

/** Cells of the yearly school facts that the list of schools can show. */
const CELLS = { classes: "B1@total", pupils: "B2@total", teachers: "D2" } as const;
const TEMPLATE = "school-facts";

/** What a row of the list holds besides, each only where its column is shown. */
export type FurtherFacts = {
  openedOn?: PlainDate;
  head?: string | null;
  phone?: string;
  email?: string;
  website?: string;
  address?: { zh: string; en: string };
  /** By cell of the form; null where no report of the school counts yet, or none that the reader may see. */
  figures?: Record<string, string> | null;
};

const contact = (columns: Prisma.Sql) => Prisma.sql`(select ${columns} from "School" s where s.id = f."schoolId")`;

/** Further columns of facts `f`, each beginning with a comma: those that the shown columns need, read on a day. */
export function furtherFacts(shown: readonly string[], on: PlainDate): Prisma.Sql {
  const has = (...columns: SchoolColumn[]) => columns.some((column) => shown.includes(column));
  const parts = [
    has("capacity") && Prisma.sql`, f.capacity`,
    has("creditCode") && Prisma.sql`, f."creditCode"`,
    has("openedOn") &&
      Prisma.sql`, (select min(p."validFrom") from "SchoolFact" p
        where p."schoolId" = f."schoolId" and p."supersededAt" is null) as "openedOn"`,
    has("phone") && Prisma.sql`, ${contact(Prisma.sql`s.phone`)} as phone`,
    has("email") && Prisma.sql`, ${contact(Prisma.sql`s.email`)} as email`,
    has("website") && Prisma.sql`, ${contact(Prisma.sql`s.website`)} as website`,
    has("address") &&
      Prisma.sql`, ${contact(Prisma.sql`jsonb_build_object('zh', s."addressZh", 'en', s."addressEn")`)} as address`,
    has("head") && headOn(on),
    has("classes", "pupils", "teachers") && figuresOn(on),
  ].filter((part) => part !== false);
  return parts.length > 0 ? Prisma.join(parts, " ") : Prisma.empty;
}

function headOn(on: PlainDate): Prisma.Sql {
  return Prisma.sql`, (
    select string_agg(person.name, ', ' order by m."startsOn") from "Membership" m join "Person" person on person.id = m."personId"
     where m."schoolId" = f."schoolId" and m.role = 'SCHOOL_HEAD' and m."offeredAt" is null
       and m."startsOn" <= ${on}::date and (m."endsOn" is null or m."endsOn" > ${on}::date)) as head`;
}

/** Of the latest yearly report that counts and speaks of a day not after `on`. */
function figuresOn(on: PlainDate): Prisma.Sql {
  return Prisma.sql`, (
    select jsonb_object_agg(v.cell, v.value) from "CellValue" v
     where v.value <> '' and v.cell = any(${Object.values(CELLS)}::text[]) and v."submissionId" = (
       select sent.id from "Assignment" a
         join "Campaign" c on c.id = a."campaignId"
         join "TemplateVersion" edition on edition.id = c."templateVersionId"
         join "Template" form on form.id = edition."templateId" and form.key = ${TEMPLATE}
         join "Submission" sent on sent."assignmentId" = a.id and sent.number = a.current
        where a."schoolId" = f."schoolId" and a.status::text = any(${[...COUNTED.provisional]}) and c."refersTo" <= ${on}::date
        order by c."refersTo" desc limit 1)) as figures`;
}

/** A figure of the yearly report as canonical decimal text; null where there is none. */
export function figureOf(row: FurtherFacts, column: keyof typeof CELLS): string | null {
  return row.figures?.[CELLS[column]] ?? null;
}
