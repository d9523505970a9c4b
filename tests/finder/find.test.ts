import { expect, test } from "vitest";
import { GET } from "#app/(portal)/find/route.ts";
import { become, browser, type SignedIn, signIn } from "#support/actor.ts";
import { aTenant } from "#support/factories.ts";
import { aCollection } from "../reports/world.ts";
import { aPlace, aRegistered } from "../schools/register.ts";

type Item = { label: string; detail: string; href: string };

async function ask(
  person: SignedIn | null,
  q: string,
  locale: "en" | "zh-CN" = "en",
): Promise<Record<string, unknown>> {
  become(person);
  browser.locale = locale;
  const request = new Request(`http://localhost/find?q=${encodeURIComponent(q)}`);
  const response = await GET(request, { params: Promise.resolve({}) });
  browser.locale = "en";
  if (response.status !== 200) return { status: response.status };
  const { groups } = (await response.json()) as { groups: { key: string; found: Item[] }[] };
  return Object.fromEntries(groups.map(({ key, found }) => [key, found]));
}

const hrefs = (found: unknown) => ((found ?? []) as Item[]).map(({ href }) => href);

test("a school is found by a stretch of either name, by code and by initials; one's own first; none of another city", async () => {
  const at = await aPlace();
  const first = await aRegistered({ nameZh: "河阳区实验小学", nameEn: "Heyang Experimental" }, at);
  const second = await aRegistered({ nameZh: "云溪实验小学", nameEn: "Yunxi Experimental" }, at);
  const foreign = await aRegistered({ nameZh: "河阳区实验小学", nameEn: "Heyang Experimental" });
  const staff = await signIn("SECTION_STAFF", at);
  for (const q of ["河阳", "heyang", first.code, "hyqsy"])
    expect(hrefs((await ask(staff, q)).schools), q).toEqual([`/schools/${first.schoolId}`]);
  const head = await signIn("SCHOOL_HEAD", { ...at, schoolId: second.schoolId });
  expect(hrefs((await ask(head, "syxx")).schools)).toEqual([
    `/schools/${second.schoolId}`,
    `/schools/${first.schoolId}`,
  ]);
  expect(hrefs((await ask(await signIn("SECTION_STAFF", foreign), "实验")).schools)).toEqual([
    `/schools/${foreign.schoolId}`,
  ]);
});

test("pages and things to do are those of the person's rights, in both languages", async () => {
  const tenant = await aTenant();
  const staff = await signIn("SECTION_STAFF", tenant);
  const all = await ask(staff, "");
  expect(hrefs(all.pages)).toEqual(expect.arrayContaining(["/", "/schools", "/reports", "/account"]));
  expect(hrefs(all.pages)).not.toContain("/settings/people");
  expect(hrefs(all.deeds)).toContain("/reports/campaigns/new");
  expect(all.schools).toBeUndefined();
  expect((await ask(staff, "add a")).deeds).toEqual([{ label: "Add a school", detail: "", href: "/schools/new" }]);
  expect((await ask(staff, "xzxx", "zh-CN")).deeds).toEqual([{ label: "新增学校", detail: "", href: "/schools/new" }]);
  const admin = await signIn("SYSTEM_ADMIN", tenant);
  expect(hrefs((await ask(admin, "")).deeds)).not.toContain("/schools/new");
  expect(hrefs((await ask(admin, "rights")).pages)).toEqual(["/settings/rights"]);
});

test("whoever collects finds collections, a school its own reports, whoever manages people those", async () => {
  const { section, officer, team, campaignId, assignmentId, city } = await aCollection();
  expect(hrefs((await ask(section, "school facts")).reports)).toEqual([`/reports/campaigns/${campaignId}`]);
  expect(hrefs((await ask(section, "xxjb")).reports)).toEqual([`/reports/campaigns/${campaignId}`]);
  expect(hrefs((await ask(team.clerk, "school facts")).reports)).toEqual([`/reports/${assignmentId}`]);
  const admin = await signIn("SYSTEM_ADMIN", city);
  expect(hrefs((await ask(admin, "district_officer")).people)).toEqual([`/settings/people/${officer.personId}`]);
  expect((await ask(admin, "school facts")).reports).toBeUndefined();
  expect((await ask(team.clerk, "district_officer")).people).toBeUndefined();
});

test("whoever is signed out finds nothing; odd letters are no defect", async () => {
  expect(await ask(null, "a")).toEqual({ status: 401 });
  const staff = await signIn("SECTION_STAFF", await aTenant());
  for (const q of ["%_\\", "'; drop table", "\u0000", "🙂", "x".repeat(5000), "。。。"])
    expect(await ask(staff, q), q.slice(0, 10)).not.toHaveProperty("status");
});
