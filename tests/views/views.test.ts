import { expect, test } from "vitest";
import { changeView, openViewFirst, removeView, saveView, shareView } from "#features/views/actions.ts";
import { LISTS, stateIn } from "#features/views/lists.ts";
import { findView, listViews, openingHref, type View } from "#features/views/queries.ts";
import type { FormState } from "#lib/form.ts";
import { withSession } from "#server/db.ts";
import { become, fields, type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aTenant, auditOf } from "#support/factories.ts";

type Values = Parameters<typeof fields>[0];
const at = { list: "schools", path: "/schools" };
let keys = 0;

/** Sends a form as somebody; a page that is gone to afterwards is the error of Next that says so. */
async function send(
  person: SignedIn,
  action: (state: FormState, form: FormData) => Promise<FormState>,
  values: Values,
): Promise<FormState & { goTo?: string }> {
  become(person);
  keys += 1;
  try {
    return await action({}, fields({ _key: `a-key-of-this-test-${keys}`, ...values }));
  } catch (error) {
    const [, , goTo] = String((error as { digest?: string }).digest).split(";");
    if (!goTo) throw error;
    return { done: true, goTo };
  }
}

const seenBy = (person: SignedIn, list: "schools" | "people" = "schools"): Promise<View[]> =>
  withSession(person.digest, (db) => listViews(db, list));

async function saved(person: SignedIn, name: string, state = "stage=PRIMARY"): Promise<View> {
  const { goTo } = await send(person, saveView, { ...at, state, name });
  const view = (await seenBy(person)).find((one) => one.name === name);
  if (!view) throw new Error(`no view ${name}, sent to ${goTo}`);
  return view;
}

const share = (person: SignedIn, { id, version }: View, shared = true) =>
  send(person, shareView, { id, _version: version, ...(shared && { shared: "on" }) });

test("a view keeps what its list understands of an address, in one order, and leads back to it", async () => {
  const staff = await signIn("SECTION_STAFF", await aTenant());
  const state = "?stage=PRIMARY&col=phone&nothing=1&stage=GONE&sort=-code&after=xyz&size=50&density=compact&q=%20a%20";
  const { goTo } = await send(staff, saveView, { ...at, state, name: "Phones", first: "on" });
  const [view] = await seenBy(staff);
  expect(view).toMatchObject({
    name: "Phones",
    query: "col=name&col=phone&density=compact&q=a&sort=-code&stage=PRIMARY",
    audience: "OWNER",
    own: true,
    first: true,
  });
  expect(goTo).toBe(`/schools?${view?.query}&view=${view?.id}`);
  expect(openingHref("/schools", {}, [view as View])).toBe(goTo);
  expect(openingHref("/schools", { view: "all" }, [view as View])).toBeNull();
});

test("a view is its owner's alone until it is shared, and nobody else changes it then", async () => {
  const city = await aTenant();
  const staff = await signIn("SECTION_STAFF", city);
  const head = await signIn("SCHOOL_HEAD", { ...city, schoolId: null });
  const stranger = await signIn("SECTION_STAFF", await aTenant());
  const view = await saved(staff, "Mine");
  expect(await seenBy(head)).toEqual([]);
  expect(await share(staff, view)).toMatchObject({ done: true });
  const [seen] = await seenBy(head);
  expect(seen).toMatchObject({ id: view.id, audience: "CITY", own: false, first: false });
  expect(await seenBy(stranger)).toEqual([]);
  const change = { ...at, id: view.id, _version: 2, name: "Theirs" };
  expect(await send(head, changeView, change)).toMatchObject({ stale: true });
  expect(await send(head, removeView, { ...at, id: view.id, _version: 2 })).toMatchObject({ stale: true });
  expect(await send(head, openViewFirst, { id: view.id, first: "on" })).toMatchObject({ done: true });
  expect((await seenBy(head))[0]).toMatchObject({ first: true });
  expect((await seenBy(staff))[0]).toMatchObject({ first: false, name: "Mine" });
  expect(await send(stranger, openViewFirst, { id: view.id, first: "on" })).toMatchObject({ stale: true });
  await send(head, openViewFirst, { id: view.id });
  expect((await seenBy(head))[0]).toMatchObject({ first: false });
  expect(await share(staff, { ...view, version: 2 }, false)).toMatchObject({ done: true });
  expect(await seenBy(head)).toEqual([]);
});

test("a district shares with its own people; a school shares with nobody", async () => {
  const city = await aTenant();
  const [near, far] = [await aDistrict(city, "Near"), await aDistrict(city, "Far")];
  const officer = await signIn("DISTRICT_OFFICER", near);
  const colleague = await signIn("DISTRICT_OFFICER", near);
  const elsewhere = await signIn("DISTRICT_OFFICER", far);
  const staff = await signIn("SECTION_STAFF", city);
  await share(officer, await saved(officer, "Ours"));
  expect((await seenBy(colleague)).map(({ name, audience }) => [name, audience])).toEqual([["Ours", "DISTRICT"]]);
  expect(await seenBy(elsewhere)).toEqual([]);
  expect(await seenBy(staff)).toEqual([]);
  const clerk = await signIn("SCHOOL_CLERK", { ...city, schoolId: null });
  const own = await saved(clerk, "Own");
  expect((await share(clerk, own)).done).toBeUndefined();
  const directly = (audience: string) =>
    withSession(
      clerk.digest,
      (db) => db.$executeRaw`update "SavedView" set audience = ${audience}::"ViewAudience", version = version + 1`,
    );
  await expect(directly("CITY")).rejects.toThrow(/row-level security/);
});

test("a name is given once; a newer version is not overwritten unseen; a removed view is gone for everybody", async () => {
  const city = await aTenant();
  const staff = await signIn("SECTION_STAFF", city);
  const head = await signIn("SECTION_HEAD", city);
  const view = await saved(staff, "First");
  const again = await send(staff, saveView, { ...at, state: "", name: "First" });
  expect(again.errors?.name).toHaveLength(1);
  const renamed = { ...at, id: view.id, _version: 1, name: "Second", state: "stage=JUNIOR" };
  expect((await send(staff, changeView, renamed)).goTo).toContain("stage=PRIMARY");
  expect(await send(staff, changeView, { ...renamed, name: "Third" })).toMatchObject({ version: 2 });
  expect((await send(staff, changeView, { ...renamed, _version: 2, again: "on" })).goTo).toContain("stage=JUNIOR");
  await share(staff, { ...view, version: 3 });
  await send(head, openViewFirst, { id: view.id, first: "on" });
  expect((await send(staff, removeView, { ...at, id: view.id, _version: 4 })).goTo).toBe("/schools?view=all");
  expect(await seenBy(head)).toEqual([]);
  expect(await withSession(head.digest, (db) => findView(db, view.id))).toBeNull();
  const acts = (await auditOf(city, view.id)).map(({ detail }) => (detail as { changed?: string }).changed);
  expect(acts.sort()).toEqual([undefined, "anew", "first", "named", "removed", "shared"].sort());
});

test("a view belongs to a place where its list is", async () => {
  const staff = await signIn("SECTION_STAFF", await aTenant());
  for (const path of ["/audit", "https://example.test/schools", "//example.test", "/schools/../audit"])
    expect((await send(staff, saveView, { ...at, path, state: "", name: "x" })).done, path).toBeUndefined();
});

test("every list with views reads its own defaults back as nothing", () => {
  for (const name of Object.keys(LISTS) as (keyof typeof LISTS)[]) {
    expect(stateIn(name, "")).toBe("");
    expect(stateIn(name, "col=x&density=y&sort=z&view=all")).toBe("");
  }
});
