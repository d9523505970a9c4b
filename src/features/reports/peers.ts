import Big from "big.js";
import type { Db } from "#server/db.ts";
import { type Context, cellsOf, combinationOf, isNumeric, type Place } from "./form/cells.ts";
import type { Definition } from "./form/definition.ts";
import { isOwnDetail } from "./form/shares.ts";
import { SENT } from "./lifecycle.ts";

/** Fewer schools than these say nothing of what is usual. */
export const FEWEST_PEERS = 5;
/** How many times the middle half of the peers a figure may lie outside of it (Tukey's far-out values). */
const FENCES = 3;

/** A cell among the peers: its quartiles as decimal texts; of a `scaled` one for each pupil on the register. */
export type Usual = { address: string; count: number; quartiles: [string, string, string]; scaled: boolean };

export type Peers = {
  count: number;
  /** What is usual, by address: the median, of what grows with a school for one of this size. */
  values: Record<string, string>;
  /** Cells that stand far from what is usual. */
  far: string[];
};

type Report = {
  assignment: { id: string };
  campaign: { id: string };
  definition: Definition;
  context: Context;
  values: Readonly<Record<string, string | undefined>>;
};

const numericCells = (definition: Definition, context: Context): Place[] =>
  cellsOf(definition, context).filter(
    ({ cell, section, row, typed }) => typed && isNumeric(cell.value) && !isOwnDetail(section, row?.key),
  );

/**
 * A report beside the others of its campaign that were sent by schools of the same stages, as far as the reader sees
 * them; null where there are too few.
 */
export async function peersOf(db: Db, report: Report): Promise<Peers | null> {
  const { definition, context, values } = report;
  const places = numericCells(definition, context);
  const pupils = context.facts.pupils ?? null;
  const cells = places.map(({ address, cell }) => ({
    address,
    scaled: Boolean(pupils) && combinationOf(cell) === "sum",
  }));
  const rows = await db.$queryRaw<{ address: string; count: number; low: string; middle: string; high: string }[]>`
    with own as (select id, stages, "campaignId" from "Assignment" where id = ${report.assignment.id}::uuid),
    peers as (
      select s.id as submission, nullif((a.context #>> '{facts,pupils}')::numeric, 0) as pupils
        from own
        join "Assignment" a on a."campaignId" = own."campaignId" and a.id <> own.id
         and a.stages @> own.stages and a.stages <@ own.stages and a.status::text = any(${[...SENT]})
        join "Submission" s on s."assignmentId" = a.id and s.number = a.current),
    asked as (
      select * from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb) as f(address text, scaled boolean)),
    held as (
      select f.address, case when f.scaled then v.value::numeric / p.pupils else v.value::numeric end as n
        from peers p
        join "CellValue" v on v."submissionId" = p.submission and v.value <> ''
        join asked f on f.address = v.cell
       where not f.scaled or p.pupils is not null)
    select address, count(*)::int as count,
           round((percentile_cont(0.25) within group (order by n))::numeric, 12)::text as low,
           round((percentile_cont(0.5) within group (order by n))::numeric, 12)::text as middle,
           round((percentile_cont(0.75) within group (order by n))::numeric, 12)::text as high
      from held group by address having count(*) >= ${FEWEST_PEERS}`;
  const scaled = new Map(cells.map((cell) => [cell.address, cell.scaled]));
  const usual = rows.map(({ address, count, low, middle, high }): Usual => {
    return { address, count, quartiles: [low, middle, high], scaled: scaled.get(address) ?? false };
  });
  return usual.length === 0 ? null : besidePeers(places, values, usual, pupils);
}

/**
 * What is usual for a school of this size, and which figures lie further from the middle half of its peers than three
 * times its width. A width of nought, as where nearly all say nought, counts as one unit (or a tenth of the median).
 */
export function besidePeers(
  places: readonly Place[],
  values: Readonly<Record<string, string | undefined>>,
  usual: readonly Usual[],
  pupils: number | null,
): Peers {
  const known = new Map(usual.map((one) => [one.address, one]));
  const peers: Peers = { count: Math.max(0, ...usual.map(({ count }) => count)), values: {}, far: [] };
  for (const { address, cell } of places) {
    const found = known.get(address);
    if (!found) continue;
    const size = found.scaled && pupils ? pupils : 1;
    const [low, middle, high] = found.quartiles.map((text) => new Big(text).times(size)) as [Big, Big, Big];
    const digits = cell.value.type === "decimal" ? cell.value.places : 0;
    peers.values[address] = middle.round(digits, Big.roundHalfUp).toFixed();
    const own = values[address];
    if (own && isFar(new Big(own), low, middle, high)) peers.far.push(address);
  }
  return peers;
}

function isFar(own: Big, low: Big, middle: Big, high: Big): boolean {
  const [width, tenth] = [high.minus(low), middle.abs().div(10)];
  const least = tenth.gt(1) ? tenth : new Big(1);
  const fence = (width.gt(least) ? width : least).times(FENCES);
  return own.lt(low.minus(fence)) || own.gt(high.plus(fence));
}
