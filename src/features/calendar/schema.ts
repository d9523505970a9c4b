import { z } from "zod";
import { dateText, integerText, line, optional, paragraph, uuid } from "#lib/secure-text.ts";

const names = { nameEn: line(60), nameZh: line(60) };
const span = { startsOn: dateText(), endsOn: dateText() };
const version = { _version: integerText({ min: 1 }) };

export const AddYear = z.object({ ...names, ...span });
export const EditYear = z.object({ id: uuid(), ...names, ...span, ...version });

export const AddTerm = z.object({ schoolYearId: uuid(), ...names, ...span });
export const OfTerm = z.object({ id: uuid() });

export const YEARS = { min: 2000, max: 2100 } as const;
const year = integerText(YEARS);

/** `_version` is 0 while the year has not been published. */
export const PublishCalendar = z.object({
  year,
  source: line(200),
  days: optional(paragraph(20_000)),
  _version: integerText({ min: 0 }),
});
export const OfCalendar = z.object({ year });
