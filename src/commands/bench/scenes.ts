import { actionId, sent } from "./action.ts";
import { type City, visitor } from "./city.ts";
import type { Shot } from "./load.ts";

/** Something people do all day, as requests that can be sent again and again. */
export type Scene = {
  name: string;
  /** The cookies of whoever does it. */
  by: string;
  /** Gives the requests of one run over so many connections. */
  open: (connections: number) => Promise<(connection: number) => Shot | null>;
  /** Its address where it is a page. */
  page?: string;
  /** Whether the aims for lists hold for it. */
  list?: boolean;
};

function page(name: string, path: string, by: string, list = false): Scene {
  const shot: Shot = { path, headers: { cookie: by }, holds: "</main>" };
  return { name, by, page: path, list, open: async () => () => shot };
}

async function one<Row extends object>(city: City, sql: string): Promise<Row> {
  const { rows } = await city.client.query<Row>(sql, [city.tenantId]);
  if (!rows[0]) throw new Error(`The city has nothing for the bench to look at: ${sql}`);
  return rows[0];
}

/** Home, lists, a school, a report and its roll-up, saving and submitting. */
export async function scenesOf(city: City, origin: string): Promise<Scene[]> {
  const staff = await visitor(city, "SECTION_STAFF");
  const { id: school } = await one<{ id: string }>(
    city,
    `select "schoolId"::text as id from "SchoolFact" where "tenantId" = $1 and "supersededAt" is null and "validTo" is null
        and status = 'OPEN' order by code limit 1`,
  );
  const { id: district } = await one<{ id: string }>(
    city,
    `select id::text from "District" where "tenantId" = $1 order by position, code limit 1`,
  );
  const { id: campaign } = await one<{ id: string }>(
    city,
    `select id::text from "Campaign" where "tenantId" = $1 order by "openedAt" desc limit 1`,
  );
  const drafts = await draftsOf(city, 8);
  const [{ assignmentId, by: clerk }] = drafts;
  return [
    page("Home", "/", staff),
    page("Schools", "/schools", staff, true),
    page("Schools, filtered", `/schools?district=${district}&stage=PRIMARY&settlement=RURAL`, staff, true),
    page("Schools, searched", `/schools?q=${encodeURIComponent("实验")}`, staff, true),
    page("A school", `/schools/${school}`, staff),
    page("Reports", "/reports", staff, true),
    page("A campaign's board", `/reports/campaigns/${campaign}`, staff, true),
    page("Filling a report", `/reports/${assignmentId}`, clerk),
    page("Roll-up", `/reports/campaigns/${campaign}/roll-up`, staff),
    page("Trail", "/audit", await visitor(city, "SECTION_HEAD"), true),
    { name: "Save a cell", by: clerk, open: async () => savingIn(drafts, origin) },
    { name: "Submit a report", by: clerk, open: () => submitting(city, origin) },
  ];
}

type Draft = { by: string; assignmentId: string; number: number; cell: string; value: number; version: number };

/** Drafts that were sent reports, each of another school, with a figure that its clerk goes on changing. */
async function draftsOf(city: City, count: number): Promise<[Draft, ...Draft[]]> {
  await city.client.query(`select set_config('app.tenant', $1, false)`, [city.tenantId]);
  const { rows } = await city.client.query<Omit<Draft, "by"> & { schoolId: string }>(
    `with found as (select distinct on (a.id) a.id::text as "assignmentId", a."schoolId"::text, a.current as number, v.cell, v.value::int, v.version
       from "Assignment" a join "Submission" s on s."tenantId" = a."tenantId" and s."assignmentId" = a.id and s.number = a.current
       join "CellValue" v on v."tenantId" = s."tenantId" and v."submissionId" = s.id
      where a."tenantId" = $1 and a.status = 'SUBMITTED' and v.provenance = 'TYPED' and v.value ~ '^[1-9][0-9]{0,3}$'
        and exists (select from "Membership" m where m."schoolId" = a."schoolId" and m.role = 'SCHOOL_CLERK' and m."endsOn" is null)
      order by a.id, v.cell limit $2)
     update "Assignment" a set status = 'DRAFT', version = a.version + 1 from found
      where a."tenantId" = $1 and a.id = found."assignmentId"::uuid returning found.*`,
    [city.tenantId, count],
  );
  const drafts: Draft[] = [];
  for (const { schoolId, ...row } of rows) drafts.push({ ...row, by: await visitor(city, "SCHOOL_CLERK", schoolId) });
  const [first, ...others] = drafts;
  if (!first || drafts.length < count) throw new Error(`The city has ${drafts.length} drafts, not ${count}.`);
  return [first, ...others];
}

function savingIn(drafts: readonly Draft[], origin: string): (connection: number) => Shot | null {
  return (connection) => {
    const draft = drafts[connection];
    if (!draft) return null;
    const base = draft.version;
    draft.version += 1;
    draft.value += 1;
    const cells = [{ cell: draft.cell, value: String(draft.value), base }];
    return {
      path: "/api/reports/cells",
      method: "POST",
      headers: { cookie: draft.by, origin, "content-type": "application/json" },
      body: JSON.stringify({ assignmentId: draft.assignmentId, number: draft.number, cells }),
      holds: `"version":${draft.version}`,
    };
  };
}

/** Heads, with their sessions, of schools whose report the bench may sign for them again and again. */
const heads = new Map<string, string>();

async function submitting(city: City, origin: string): Promise<(connection: number) => Shot | null> {
  const action = actionId("submitReport");
  const { rows } = await city.client.query<{ id: string; schoolId: string; version: number }>(
    `update "Assignment" a set status = 'SIGNED', version = version + 1
      where a."tenantId" = $1 and a.status in ('SIGNED', 'SUBMITTED', 'DISTRICT_ACCEPTED', 'ACCEPTED')
        and exists (select from "Membership" m where m."schoolId" = a."schoolId" and m.role = 'SCHOOL_HEAD' and m."endsOn" is null)
      returning a.id::text, a."schoolId"::text, a.version`,
    [city.tenantId],
  );
  const ready: Shot[] = [];
  for (const { id, schoolId, version } of rows) {
    const head = heads.get(schoolId) ?? (await visitor(city, "SCHOOL_HEAD", schoolId));
    heads.set(schoolId, head);
    const { body, type } = await sent({ assignmentId: id, _version: String(version), _key: crypto.randomUUID() });
    const headers = { cookie: head, origin, "next-action": action, accept: "text/x-component", "content-type": type };
    ready.push({ path: `/reports/${id}`, method: "POST", headers, body, holds: '"done":true' });
  }
  return () => ready.pop() ?? null;
}
