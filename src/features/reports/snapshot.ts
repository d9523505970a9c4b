import { z } from "zod";
import { Role, SettlementClass, Stage } from "#generated/prisma/enums.ts";
import { type AdjustmentLine, adjustmentsBy } from "./adjustments.ts";
import type { Coverage } from "./coverage.ts";
import { summedCells } from "./figures.ts";
import type { Definition } from "./form/definition.ts";
import type { RollUpKind } from "./lifecycle.ts";
import type { LiveRollUp, RolledUp } from "./roll-up.ts";

const Named = { nameEn: z.string(), nameZh: z.string() };
const SchoolOf = z.object({ id: z.uuid(), schoolId: z.uuid(), ...Named });

const Line = z.object({
  id: z.uuid(),
  cell: z.string(),
  amount: z.string(),
  reason: z.string(),
  authorName: z.string(),
  authorRole: z.enum(Role),
  addedAt: z.string(),
  assignmentId: z.uuid(),
  schoolId: z.uuid(),
  ...Named,
  code: z.string(),
  number: z.int(),
  districtId: z.uuid(),
  stages: z.array(z.enum(Stage)),
  settlement: z.enum(SettlementClass).nullable(),
  ownership: z.string(),
});

/** What is published: the figures of every group, what they rest on, and of which edition of which form. */
const Content = z.object({
  kind: z.enum(["provisional", "final"]),
  campaign: z.object({
    id: z.uuid(),
    titleEn: z.string(),
    titleZh: z.string(),
    refersTo: z.string(),
    dueAt: z.string(),
  }),
  form: z.object({ templateVersionId: z.uuid(), key: z.string(), edition: z.int(), ...Named }),
  primaryGrades: z.union([z.literal(5), z.literal(6)]),
  districts: z.array(z.object({ districtId: z.uuid(), ...Named })),
  ownerships: z.array(z.object({ code: z.string(), ...Named })),
  /** Addresses of the cells that roll up, in page order. */
  cells: z.array(z.string()),
  /** Schools that are not counted, by code; groups name them by id. */
  missing: z.array(SchoolOf),
  groups: z.array(
    z.object({
      /** `groupKey` of src/features/reports/coverage.ts */
      key: z.string(),
      expected: z.int(),
      reported: z.int(),
      missing: z.array(z.uuid()),
      /** By address: the sum (or largest value) of what schools sent, and of how many. Nothing where nobody gave one. */
      figures: z.record(z.string(), z.tuple([z.string(), z.int()])),
    }),
  ),
  /** Lines that stand beside the figures, and are not in them. */
  lines: z.array(Line),
});
type Content = z.output<typeof Content>;

/** One snapshot as it is kept, in JSON. */
export const SnapshotDocument = Content.extend({
  format: z.literal(1),
  number: z.int(),
  titleEn: z.string(),
  titleZh: z.string(),
  publishedByName: z.string(),
  publishedAt: z.string(),
});
export type SnapshotDocument = z.output<typeof SnapshotDocument>;

/** What would be published of a roll-up now; the same figures give the same text. */
export function contentOf(rolledUp: LiveRollUp, kind: RollUpKind): Content {
  const { campaign, primaryGrades, cells, coverage, figures, lines, ownerships } = rolledUp;
  const missing = coverage.get("all")?.missing ?? [];
  const { template, number } = campaign.templateVersion;
  const used = new Set([...coverage.keys(), ...figures.keys()]);
  return {
    kind,
    campaign: {
      id: campaign.id,
      titleEn: campaign.titleEn,
      titleZh: campaign.titleZh,
      refersTo: campaign.refersTo,
      dueAt: campaign.dueAt.toISOString(),
    },
    form: {
      templateVersionId: campaign.templateVersionId,
      key: template.key,
      edition: number,
      nameEn: template.nameEn,
      nameZh: template.nameZh,
    },
    primaryGrades,
    districts: campaign.districts.map(({ districtId, nameEn, nameZh }) => ({ districtId, nameEn, nameZh })),
    ownerships,
    cells: cells.map(({ address }) => address),
    missing: missing.map(({ id, schoolId, nameEn, nameZh }) => ({ id, schoolId, nameEn, nameZh })),
    groups: [...used].sort().map((key) => {
      const covered = coverage.get(key);
      const held = figures.get(key);
      return {
        key,
        expected: covered?.expected ?? 0,
        reported: covered?.reported ?? 0,
        missing: (covered?.missing ?? []).map(({ id }) => id),
        figures: Object.fromEntries(
          cells.flatMap(({ address }) => {
            const figure = held?.get(address);
            return figure ? [[address, [figure.value, figure.schools]]] : [];
          }),
        ),
      };
    }),
    lines: lines.map(
      ({
        addedAt,
        withdrawnByName: _by,
        withdrawnAt: _at,
        withdrawReason: _why,
        current: _now,
        status: _status,
        ...line
      }) => ({
        ...line,
        addedAt: addedAt.toISOString(),
      }),
    ),
  };
}

/** The figures of a snapshot, to be shown as those of today are. */
export function rolledUpIn(document: SnapshotDocument, definition: Definition): RolledUp {
  const known = new Map(summedCells(definition, document.primaryGrades).map((cell) => [cell.address, cell]));
  const cells = document.cells.flatMap((address) => known.get(address) ?? []);
  const schools = new Map(document.missing.map((school) => [school.id, school]));
  const lines = document.lines.map(
    (line): AdjustmentLine => ({
      ...line,
      addedAt: new Date(line.addedAt),
      ...{ withdrawnByName: null, withdrawnAt: null, withdrawReason: null },
      ...{ current: line.number, status: "LOCKED" },
    }),
  );
  const coverage: Coverage = new Map(
    document.groups
      .filter(({ expected }) => expected > 0)
      .map(({ key, expected, reported, missing }) => [
        key,
        { expected, reported, missing: missing.flatMap((id) => schools.get(id) ?? []) },
      ]),
  );
  return {
    campaign: { ...document.campaign, districts: document.districts },
    definition,
    primaryGrades: document.primaryGrades,
    cells,
    coverage,
    ownerships: document.ownerships,
    figures: new Map(
      document.groups.map(({ key, figures }) => [
        key,
        new Map(Object.entries(figures).map(([address, [value, count]]) => [address, { value, schools: count }])),
      ]),
    ),
    lines,
    adjustments: adjustmentsBy(lines, cells),
  };
}
