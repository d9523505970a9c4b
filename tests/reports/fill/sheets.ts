import { blocksOf } from "#features/reports/components/fill/layout.ts";
import { type Context, cellsOf } from "#features/reports/form/cells.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import { aSchool } from "../form/schools.ts";

export const definition = SCHOOL_FACTS;
export const nineYear: Context = { facts: aSchool(["primary", "junior"]) };
export const blocks = blocksOf(definition, nineYear.facts);
export const asked = new Set(cellsOf(definition, nineYear).flatMap(({ address, typed }) => (typed ? [address] : [])));
