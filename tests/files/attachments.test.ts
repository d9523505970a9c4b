import path from "node:path";
import sharp from "sharp";
import { expect, test, vi } from "vitest";
import { GET as emblemRoute } from "#app/(open)/c/[tenant]/emblem/[id]/route.ts";
import { GET as fileRoute } from "#app/(portal)/files/[id]/route.ts";
import { GET as smallRoute } from "#app/(portal)/files/[id]/small/route.ts";
import { nightlyJob } from "#features/notifications/nightly-job.ts";
import { attachFile, removeFile, returnReport } from "#features/reports/actions.ts";
import { MOST_FILES } from "#features/reports/attachments.ts";
import { tidyStore } from "#features/reports/tidy-store.ts";
import { editEmblem } from "#features/tenants/actions.ts";
import { ask } from "#server/jobs.ts";
import { keep, kept, keyOf } from "#server/store.ts";
import { become, fields, type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant, auditOf, inTenant } from "#support/factories.ts";
import { doJobs } from "#support/jobs.ts";
import { owner } from "#support/owner.ts";
import { aCollection, aTeam, fill, key, mustView, send, step } from "../reports/world.ts";
import { aPdf, aPhotograph, fileOf } from "./picture.ts";

type Collection = Awaited<ReturnType<typeof aCollection>>;

async function add(
  { assignmentId }: Collection,
  by: SignedIn,
  file: File = fileOf(aPdf(), "盖章扫描件.pdf"),
  number = 1,
) {
  become(by);
  return attachFile({}, fields({ assignmentId, number, file, _key: key() }));
}

const filesOf = async (person: SignedIn, { assignmentId }: Collection, number?: number) =>
  (await mustView(person, assignmentId, number)).files;

async function open(person: SignedIn | null, id: string): Promise<Response> {
  become(person);
  return fileRoute(new Request("http://localhost/files"), { params: Promise.resolve({ id }) });
}

const DAY = 86_400_000;

test("a file is added by the school, read by everybody who reads the report, and by nobody else", async () => {
  const collection = await aCollection();
  const { clerk, head } = collection.team;
  expect(await add(collection, clerk)).toMatchObject({ done: true });
  const [file] = await filesOf(collection.section, collection);
  expect(file).toMatchObject({ name: "盖章扫描件.pdf", kind: "pdf", number: 1 });
  const id = file?.id ?? "";
  for (const reader of [clerk, head, collection.officer, collection.section]) {
    const answer = await open(reader, id);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(aPdf())).toBe(true);
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; .*filename\*=UTF-8''%E7%9B%96/);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
  }
  const neighbour = await aTeam(await aSchool(collection.district));
  const elsewhere = await signIn("DISTRICT_OFFICER", await aDistrict(collection.city, "Elsewhere"));
  const stranger = await signIn("SECTION_HEAD", await aTenant());
  const admin = await signIn("SYSTEM_ADMIN", collection.city);
  for (const other of [neighbour.clerk, neighbour.head, elsewhere, stranger, admin])
    expect((await open(other, id)).status).toBe(404);
  expect((await open(null, id)).status).toBe(401);
  expect((await open(clerk, "../../etc/passwd")).status).toBe(404);
  const [event] = (await auditOf(collection.city, collection.assignmentId)).filter(
    ({ detail }) => (detail as { changed?: string }).changed === "attached",
  );
  expect(event).toMatchObject({ subjectId: collection.assignmentId, detail: { file: "盖章扫描件.pdf", number: 1 } });
});

test("a picture may be looked at, whatever its name says; it is never run", async () => {
  const collection = await aCollection();
  const { clerk } = collection.team;
  await add(collection, clerk, fileOf(await aPhotograph(), "x.html"));
  const [file] = await filesOf(clerk, collection);
  const answer = await open(clerk, file?.id ?? "");
  expect(answer.headers.get("content-type")).toBe("image/jpeg");
  expect(answer.headers.get("content-disposition")).toMatch(/^inline; filename="x\.jpg"/);
});

test("a picture has a small likeness, for whoever may open it; nothing else has one", async () => {
  const collection = await aCollection();
  const { clerk } = collection.team;
  const wide = sharp({ create: { width: 900, height: 300, channels: 3, background: "red" } });
  await add(collection, clerk, fileOf(await wide.png().toBuffer(), "wide.png"));
  await add(collection, clerk);
  const [picture, pdf] = await filesOf(clerk, collection);
  const small = (by: SignedIn | null, id = "") => {
    become(by);
    return smallRoute(new Request("http://localhost/files"), { params: Promise.resolve({ id }) });
  };
  const answer = await small(collection.section, picture?.id);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/webp"]);
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(await sharp(bytes).metadata()).toMatchObject({ format: "webp", width: 192, height: 64 });
  expect((await small(clerk, pdf?.id)).status).toBe(404);
  const neighbour = await aTeam(await aSchool(collection.district));
  const stranger = await signIn("SECTION_HEAD", await aTenant());
  for (const other of [neighbour.clerk, stranger]) expect((await small(other, picture?.id)).status).toBe(404);
  expect((await small(null, picture?.id)).status).toBe(401);
});

test("whoever adds a file may say what it is; that stays as well", async () => {
  const collection = await aCollection();
  const { clerk } = collection.team;
  become(clerk);
  const form = { assignmentId: collection.assignmentId, number: 1, file: fileOf(aPdf(), "a.pdf"), _key: key() };
  expect(await attachFile({}, fields({ ...form, caption: "签字盖章件" }))).toMatchObject({ done: true });
  expect(await filesOf(collection.section, collection)).toMatchObject([{ name: "a.pdf", caption: "签字盖章件" }]);
  expect((await attachFile({}, fields({ ...form, _key: key(), caption: "x".repeat(121) }))).errors).toHaveProperty(
    "caption",
  );
});

test("a city's files come to so much and no more, whatever a school sees of them", async () => {
  const collection = await aCollection();
  const { schoolId: other } = await aSchool(collection.district);
  await add(collection, collection.team.clerk);
  const room = (bytes: number) =>
    inTenant(
      collection.city,
      (db) => db.$executeRaw`
      insert into "Attachment" (id, "submissionId", "schoolId", name, kind, bytes, sha256, "addedByName")
      select gen_random_uuid(), "submissionId", ${other}::uuid, 'x.pdf', 'pdf', ${bytes}::int, sha256, 'x'
        from "Attachment" where name <> 'x.pdf' limit 1`,
    );
  for (let count = 0; count < 24; count += 1) await room(2 ** 31 - 1);
  expect(await add(collection, collection.team.clerk)).toMatchObject({ done: true });
  await room(2 ** 31 - 1);
  const answer = await add(collection, collection.team.clerk);
  expect(answer.errors).toMatchObject({ file: [expect.stringMatching(/no room left/)] });
});

test("what is sent keeps its files; the next version may go without them", async () => {
  const collection = await aCollection();
  const { team, officer, assignmentId } = collection;
  await add(collection, team.clerk);
  await fill(team, assignmentId);
  expect(await send(team, assignmentId)).toMatchObject({ done: true });
  expect(await add(collection, team.clerk)).not.toHaveProperty("done");
  const [file] = await filesOf(officer, collection);
  const out = { assignmentId, attachmentId: file?.id ?? "" };
  become(team.clerk);
  expect(await removeFile({}, fields({ ...out, number: 1 }))).not.toHaveProperty("done");
  await returnReport({}, await step(officer, assignmentId, { reason: "The scan cannot be read." }));
  expect(await filesOf(team.clerk, collection)).toHaveLength(1);
  become(team.clerk);
  expect(await removeFile({}, fields({ ...out, number: 1 }))).toMatchObject({ stale: true });
  expect(await removeFile({}, fields({ ...out, number: 2 }))).toMatchObject({ done: true });
  expect(await filesOf(officer, collection)).toEqual([]);
  expect(await filesOf(officer, collection, 1)).toHaveLength(1);
  expect((await open(officer, out.attachmentId)).status).toBe(200);
});

test("a file that comes or goes takes the head's signature back, and nobody signs what they have not seen", async () => {
  const collection = await aCollection();
  const { team, assignmentId } = collection;
  await fill(team, assignmentId);
  const unseen = await step(team.head, assignmentId);
  expect(await add(collection, team.clerk)).toMatchObject({ done: true });
  become(team.head);
  const { signReport } = await import("#features/reports/actions.ts");
  expect(await signReport({}, unseen)).toMatchObject({ stale: true });
  expect(await signReport({}, await step(team.head, assignmentId))).toMatchObject({ done: true });
  const answer = await add(collection, team.clerk);
  expect(answer.message).toMatch(/signed again/);
  expect((await mustView(team.head, assignmentId)).assignment.status).toBe("DRAFT");
});

test("what is taken out before it was ever sent is gone, and its bytes by the next night", async () => {
  const collection = await aCollection();
  const { clerk } = collection.team;
  const { tenantId } = collection.city;
  await add(collection, clerk);
  await add(collection, clerk, fileOf(aPdf("kept"), "kept.pdf"));
  const [file, other] = await filesOf(clerk, collection);
  if (!file || !other) throw new Error("no files");
  const out = { assignmentId: collection.assignmentId, number: 1, attachmentId: file.id };
  expect(await removeFile({}, fields(out))).toMatchObject({ done: true });
  expect((await open(clerk, file.id)).status).toBe(404);
  const undone = crypto.randomUUID();
  await keep(keyOf(tenantId, "attachments", undone), aPdf());
  const tidy = (now: number) => inTenant(collection.city, (db) => tidyStore(db, tenantId, now));
  expect(await tidy(Date.now())).toEqual({ removed: 0, lost: 0 });
  expect(await tidy(Date.now() + 2 * DAY)).toEqual({ removed: 2, lost: 0 });
  expect(await kept(keyOf(tenantId, "attachments", file.id))).toBeNull();
  expect((await open(clerk, other.id)).status).toBe(200);
  await (await import("#server/store.ts")).forget(keyOf(tenantId, "attachments", other.id));
  expect(await tidy(Date.now())).toEqual({ removed: 0, lost: 1 });
  await inTenant(collection.city, (db) => ask(db, null, [nightlyJob.ask({ today: "2026-11-26" })]));
  const night = (await doJobs(collection.city)).find(({ kind }) => kind === "nightly");
  expect(night).toMatchObject({ status: "DONE", said: expect.stringMatching(/; 1 file is missing from the store/) });
  expect((await open(clerk, other.id)).status).toBe(404);
});

test("bytes that are not what was added are not given out", async () => {
  const collection = await aCollection();
  const { clerk } = collection.team;
  await add(collection, clerk);
  const [file] = await filesOf(clerk, collection);
  await keep(keyOf(collection.city.tenantId, "attachments", file?.id ?? ""), aPdf("altered"));
  expect((await open(clerk, file?.id ?? "")).status).toBe(404);
});

test("a refused file changes nothing; a request sent twice adds one; there is an end to it", async () => {
  const collection = await aCollection();
  const { clerk } = collection.team;
  const refused = await add(collection, clerk, fileOf(Buffer.from("<html>"), "a.pdf"));
  expect(refused.errors).toMatchObject({ file: [expect.stringMatching(/none of the kinds/)] });
  expect(await filesOf(clerk, collection)).toEqual([]);
  become(clerk);
  const form = { assignmentId: collection.assignmentId, number: 1, _key: key() };
  for (const _ of [1, 2])
    expect(await attachFile({}, fields({ ...form, file: fileOf(aPdf(), "a.pdf") }))).toMatchObject({ done: true });
  expect(await filesOf(clerk, collection)).toHaveLength(1);
  for (let more = 1; more < MOST_FILES; more += 1) await add(collection, clerk);
  expect((await add(collection, clerk)).errors).toMatchObject({ file: [expect.stringMatching(/takes 20 files/)] });
});

test("a store that takes nothing says so and leaves the report as it was", async () => {
  const collection = await aCollection();
  const { clerk } = collection.team;
  vi.stubEnv("FILES_DIR", path.resolve("package.json"));
  const answer = await add(collection, clerk);
  vi.unstubAllEnvs();
  expect(answer.errors).toMatchObject({ file: [expect.stringMatching(/could not be kept/)] });
  expect(await filesOf(clerk, collection)).toEqual([]);
  expect((await mustView(clerk, collection.assignmentId)).assignment.status).toBe("ASSIGNED");
});

test("a file that is there is not altered, by no door", async () => {
  const collection = await aCollection();
  await add(collection, collection.team.clerk);
  const change = (set: string) =>
    inTenant(collection.city, (db) => db.$executeRawUnsafe(`update "Attachment" set ${set}`));
  await expect(change(`name = 'other.pdf'`)).rejects.toThrow();
  await expect(change(`sha256 = repeat('0', 64)`)).rejects.toThrow();
  await change(`"removedIn" = 1, "removedAt" = now()`);
  await expect(change(`"removedIn" = null`)).rejects.toThrow();
});

test("an emblem is anybody's to see, under an address of its own; the one before is gone", async () => {
  const tenant = await aTenant();
  const admin = await signIn("SYSTEM_ADMIN", tenant);
  const set = async (more: Record<string, string | File>) => {
    become(admin);
    const { version } = await inTenant(tenant, (db) => db.tenant.findFirstOrThrow());
    return editEmblem({}, fields({ _version: version, _key: key(), ...more }));
  };
  const seen = async () => {
    const { rows } = await owner().query('select slug, emblem from "Tenant" where id = $1', [tenant.tenantId]);
    return rows[0] as { slug: string; emblem: string | null };
  };
  const get = (slug: string, id: string) =>
    emblemRoute(new Request("http://localhost"), { params: Promise.resolve({ tenant: slug, id }) });
  expect((await set({ emblem: fileOf(aPdf(), "a.pdf") })).errors).toMatchObject({
    emblem: [expect.stringMatching(/picture/)],
  });
  expect(await set({ emblem: fileOf(await aPhotograph(), "a.jpg") })).toMatchObject({ done: true });
  const { slug, emblem } = await seen();
  become(null);
  const answer = await get(slug, emblem ?? "");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("image/png");
  expect((await get(slug, crypto.randomUUID())).status).toBe(404);
  expect(await set({ emblem: fileOf(await aPhotograph(), "b.jpg") })).toMatchObject({ done: true });
  expect((await get(slug, emblem ?? "")).status).toBe(404);
  expect(await set({ remove: "on" })).toMatchObject({ done: true });
  expect((await seen()).emblem).toBeNull();
});
