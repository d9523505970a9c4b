"use server";

import type { Import, Prisma } from "#generated/prisma/client.ts";
import { type PlainDate, toUtcMidnight } from "#lib/plain-date.ts";
import { action } from "#server/action.ts";
import type { Db } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import { isLocale, wordsFor } from "#server/words.ts";
import { mustBeGood } from "./apply.ts";
import { applyJob } from "./apply-job.ts";
import { checkList, mappingOf, readingOf } from "./check.ts";
import { readList } from "./file.ts";
import { columnsOf, meaningsOf } from "./form-mapping.ts";
import { EMPTY_MAPPING, fitsHeader, Mapping } from "./mapping.ts";
import { mustHaveFewValues, rememberedFor, rememberMapping } from "./memory.ts";
import { move } from "./move.ts";
import { cityOf } from "./register.ts";
import { insertRows } from "./rows.ts";
import { ApplyInput, ColumnsInput, StepInput, UploadInput, ValuesInput } from "./schema.ts";
import { columnStats, suggestSources } from "./suggest-columns.ts";

/** A file of 20 MB, a list of 100,000 rows. */
const LONG = { timeout: 120_000 };

/** Reads a list and keeps its rows; the register is not touched. The file itself is not kept. */
export const uploadList = action(
  "import.upload",
  UploadInput,
  async (input, { db, actor, form }) => {
    const file = await readList(form.get("file"), input);
    const city = await cityOf(db);
    const language = city.locale === "en" ? "en" : "zh";
    const remembered = await rememberedFor(db, file.reading.header);
    const cells = file.rows.map((row) => row.cells);
    const sources = suggestSources(columnStats(file.reading.header, cells, city), city, language);
    const mapping = remembered?.mapping ?? { ...EMPTY_MAPPING, sources };
    const { id } = await db.import.create({
      data: {
        fileName: file.name,
        fileBytes: file.bytes,
        sha256: file.sha256,
        reading: file.reading as Prisma.InputJsonObject,
        mapping: mapping as Prisma.InputJsonObject,
        createdByName: actor.name,
      },
      select: { id: true },
    });
    await insertRows(db, id, file.rows);
    const detail = { file: file.name, rows: file.rows.length, sha256: file.sha256 };
    return { subject: ["Import", id], detail, goTo: `/schools/imports/${id}/columns` };
  },
  { once: true, ...LONG },
);

/** Keeps which column gives which field. A check made before no longer counts. */
export const chooseColumns = action(
  "import.map",
  ColumnsInput,
  async (input, { db }) => {
    const found = await mustFind(db, input.importId);
    const { header } = readingOf(found);
    const sources = columnsOf(input, header, await cityOf(db));
    await mustHaveFewValues(db, found.id, sources, header);
    const mapping: Mapping = { ...mappingOf(found), sources };
    await move(db, found, "map", input._version, { mapping: mapping as Prisma.InputJsonObject, counts: {} });
    const detail = { changed: "columns", file: found.fileName };
    return { subject: ["Import", found.id], detail, goTo: `/schools/imports/${found.id}/values` };
  },
  LONG,
);

/** Takes the columns and values of a mapping that was remembered by name. */
export const takeRemembered = action(
  "import.map",
  StepInput.extend({ mappingId: StepInput.shape.importId }),
  async (input, { db }) => {
    const found = await mustFind(db, input.importId);
    const remembered = await db.importMapping.findFirst({ where: { id: input.mappingId } });
    const mapping = Mapping.safeParse(remembered?.mapping).data;
    if (!mapping || !fitsHeader(mapping, readingOf(found).header)) throw new Refusal("imports.columns.doesNotFit");
    await move(db, found, "map", input._version, { mapping: mapping as Prisma.InputJsonObject, counts: {} });
    return {
      subject: ["Import", found.id],
      detail: { changed: "remembered", file: found.fileName, mapping: remembered?.name ?? "" },
      message: "imports.columns.used",
    };
  },
);

/** Keeps what the values mean, remembers the mapping by name where asked, and checks every row. */
export const checkValues = action(
  "import.map",
  ValuesInput,
  async (input, { db, actor }) => {
    const found = await mustFind(db, input.importId);
    if (input.effectiveOn > actor.today) throw new Refusal("imports.values.future", {}, "effectiveOn");
    const city = await cityOf(db);
    const { emptyClears } = input;
    const mapping: Mapping = { sources: mappingOf(found).sources, ...meaningsOf(input, city), emptyClears };
    const effectiveOn = toUtcMidnight(input.effectiveOn);
    const counts = await checkList(db, { ...found, mapping, effectiveOn }, actor.today as PlainDate);
    await move(db, found, "check", input._version, { mapping: mapping as Prisma.InputJsonObject, effectiveOn, counts });
    if (input.remember !== null) await rememberMapping(db, input.remember, mapping);
    const detail = { changed: "checked", file: found.fileName, ...counts };
    return { subject: ["Import", found.id], detail, goTo: `/schools/imports/${found.id}` };
  },
  LONG,
);

/** Compares the same list with the register as it stands now. */
export const checkAgain = action(
  "import.map",
  StepInput,
  async (input, { db, actor }) => {
    const found = await mustFind(db, input.importId);
    const counts = await checkList(db, found, actor.today as PlainDate);
    await move(db, found, "check", input._version, { counts });
    const detail = { changed: "checkedAgain", file: found.fileName, ...counts };
    return { subject: ["Import", found.id], detail, message: "imports.check.done" };
  },
  LONG,
);

/** Has the good rows, or every row or none, applied by the worker, in one transaction. */
export const applyImport = action(
  "import.apply",
  ApplyInput,
  async (input, { db, actor }) => {
    const found = await mustFind(db, input.importId);
    mustBeGood(found, input.mode);
    await move(db, found, "apply", input._version, { appliedAt: new Date() });
    const language = actor.tenant.locale;
    const reason =
      input.reason ?? wordsFor(isLocale(language) ? language : "zh-CN", "imports.reason", { file: found.fileName });
    const { importId, mode, closures } = input;
    const more = { key: `${found.id} ${found.version + 1}`, subject: ["Import", found.id] as const };
    return {
      subject: ["Import", found.id],
      reason,
      detail: { changed: "asked", file: found.fileName },
      goTo: `/schools/imports/${found.id}`,
      jobs: [applyJob.ask({ importId, mode, closures, reason }, more)],
    };
  },
  { once: true },
);

/** Puts a list away without applying it. Its rows are deleted, the fact that it was there stays. */
export const discardImport = action(
  "import.discard",
  StepInput,
  async (input, { db }) => {
    const found = await mustFind(db, input.importId);
    await move(db, found, "discard", input._version, {});
    await db.importRow.deleteMany({ where: { importId: found.id } });
    return {
      subject: ["Import", found.id],
      detail: { file: found.fileName },
      goTo: "/schools/imports",
      message: "imports.discarded.done",
    };
  },
  LONG,
);

async function mustFind(db: Db, id: string): Promise<Import> {
  const found = await db.import.findFirst({ where: { id } });
  if (!found) throw new Refusal("error.notFound");
  return found;
}
