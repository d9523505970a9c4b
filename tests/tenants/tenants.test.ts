import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { choosePassword, readLink } from "#features/accounts/choose-password.ts";
import { addYear } from "#features/calendar/actions.ts";
import {
  addDistrict,
  addOwnership,
  createTenant,
  editCodeFormat,
  editDistrict,
  editOwnership,
  editReminders,
  editTenant,
  removeOwnership,
  renewFounder,
  saveRights,
} from "#features/tenants/actions.ts";
import { contrastWithWhite } from "#features/tenants/contrast.ts";
import { readCategories, readSchoolFields, writeCategories } from "#features/tenants/lines.ts";
import { listTenants, unfoundedTenants } from "#features/tenants/queries.ts";
import { rightsOf, withdrawable } from "#features/tenants/rights.ts";
import { Role } from "#generated/prisma/enums.ts";
import { digestOf } from "#lib/digest.ts";
import { NATIONAL_SCHOOL_CODE } from "#lib/school-code.ts";
import { withSession } from "#server/db.ts";
import { can, POLICY } from "#server/policy.ts";
import { browser, fields, signIn, signInOperator } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant, auditOf, inTenant } from "#support/factories.ts";
import { owner } from "#support/owner.ts";

beforeEach(() => {
  browser.digest = null;
});

const key = () => randomUUID();
const settings = {
  nameEn: "Qinghe",
  nameZh: "清河",
  locale: "zh-CN",
  timeZone: "Asia/Shanghai",
  primaryGrades: "6",
  _version: 1,
};
const stored = (tenant: { tenantId: string }) =>
  inTenant(tenant, (db) => db.tenant.findFirstOrThrow({ where: { id: tenant.tenantId } }));

test("settings are saved with before and after in the trail; a stale form shows both versions", async () => {
  const tenant = await aTenant();
  await signIn("SYSTEM_ADMIN", tenant);
  const done = await editTenant(
    {},
    fields({
      ...settings,
      accent: "#1f4e79",
      fillerMaySign: "on",
      totpRoles: ["SECTION_STAFF", "SECTION_HEAD"],
      schoolFields: "religion | Religion | 宗教",
    }),
  );
  expect(done).toMatchObject({ done: true });
  expect(await stored(tenant)).toMatchObject({
    nameZh: "清河",
    accent: "#1f4e79",
    fillerMaySign: true,
    totpRoles: ["SECTION_HEAD", "SECTION_STAFF"],
    schoolFields: [{ key: "religion", en: "Religion", zh: "宗教" }],
    version: 2,
  });
  expect(await auditOf(tenant, tenant.tenantId)).toMatchObject([
    {
      capability: "tenant.edit",
      detail: { before: { fillerMaySign: false, accent: null }, after: { fillerMaySign: true, accent: "#1f4e79" } },
    },
  ]);
  const stale = await editTenant({}, fields({ ...settings, nameZh: "另一个" }));
  expect(stale).toMatchObject({
    version: 2,
    conflict: expect.arrayContaining([
      expect.objectContaining({ label: "Name in Chinese", mine: "另一个", theirs: "清河" }),
    ]),
  });
});

test("reminders: days as people write them, each once, the farthest first; nothing reminds nobody", async () => {
  const tenant = await aTenant();
  await signIn("SYSTEM_ADMIN", tenant);
  const save = (remindBefore: string, _version: number) =>
    editReminders({}, fields({ remindBefore, districtAfter: "2", sectionAfter: "5", _version }));
  expect(await save("3、10 ，1, 3", 1)).toMatchObject({ done: true });
  expect(await stored(tenant)).toMatchObject({ remindBefore: [10, 3, 1], districtAfter: 2, sectionAfter: 5 });
  for (const wrong of ["soon", "61", "1.5", "-1", "1,2,3,4,5,6,7"])
    expect(await save(wrong, 2), wrong).toHaveProperty("errors.remindBefore");
  expect(await save("", 2)).toMatchObject({ done: true });
  expect(await stored(tenant)).toMatchObject({ remindBefore: [] });
  expect(await save("7", 2)).toHaveProperty("conflict");
});

test("what cannot be right is refused beside its field", async () => {
  const tenant = await aTenant();
  await signIn("SYSTEM_ADMIN", tenant);
  const wrong: [Record<string, string>, string][] = [
    [{ timeZone: "Mars/Olympus" }, "timeZone"],
    [{ accent: "#ffee00" }, "accent"],
    [{ accent: "red" }, "accent"],
    [{ locale: "fr" }, "locale"],
    [{ nameZh: "" }, "nameZh"],
    [{ totpRoles: "OPERATOR" }, "totpRoles"],
    [{ schoolFields: "one | two" }, "schoolFields"],
  ];
  for (const [values, field] of wrong) {
    expect(await editTenant({}, fields({ ...settings, ...values })), field).toHaveProperty(`errors.${field}`);
  }
  expect(await stored(tenant)).toMatchObject({ version: 1 });
});

test("a code format must be safe, and its example must fit", async () => {
  const tenant = await aTenant();
  await signIn("SYSTEM_ADMIN", tenant);
  const save = (values: Record<string, string | number>) =>
    editCodeFormat({}, fields({ pattern: "[A-Z]\\d{5}", length: 6, example: "A00001", _version: 1, ...values }));
  expect(await save({ pattern: "(a+)+" })).toHaveProperty("errors.pattern");
  expect(await save({ length: 7 })).toHaveProperty("errors.pattern");
  expect(await save({ example: "00001" })).toHaveProperty("errors.example");
  expect(await save({ categories: "A nonsense" })).toHaveProperty("errors.categories");
  expect(await save({ siteLength: 3, categories: "A primary: primary" })).toMatchObject({ done: true });
  expect((await stored(tenant)).codeFormat).toEqual({
    pattern: "[A-Z]\\d{5}",
    length: 6,
    example: "A00001",
    siteLength: 3,
    categories: { A: { kind: "primary", stages: ["primary"] } },
  });
});

test("lines are read back as they are written, and a wrong one is named", () => {
  const text = writeCategories(NATIONAL_SCHOOL_CODE.categories);
  expect(readCategories(text)).toEqual(NATIONAL_SCHOOL_CODE.categories);
  expect(readCategories("11 kindergarten: preschool\n11 primary")).toEqual({ line: 2 });
  expect(readSchoolFields("a | A | 甲\n\na | B | 乙")).toEqual({ line: 3 });
  expect(contrastWithWhite("#000000")).toBeCloseTo(21);
  expect(contrastWithWhite("#767676")).toBeGreaterThan(4.5);
  expect(contrastWithWhite("#777777")).toBeLessThan(4.5);
});

test("districts and kinds of ownership: added, changed, not doubled, not taken from under a school", async () => {
  const tenant = await aTenant();
  const school = await aSchool(await aDistrict(tenant));
  await signIn("SYSTEM_ADMIN", tenant);
  const district = { code: "210102", nameEn: "Heyang", nameZh: "河阳区", position: 1 };
  expect(await addDistrict({}, fields({ ...district, _key: key() }))).toMatchObject({ done: true });
  expect(await addDistrict({}, fields({ ...district, _key: key() }))).toHaveProperty("errors.code");
  expect(await addDistrict({}, fields({ ...district, code: "other", _key: key() }))).toHaveProperty("errors.nameZh");
  expect(await editDistrict({}, fields({ ...district, id: school.districtId, _version: 1 }))).toHaveProperty(
    "errors.code",
  );
  const renamed = { ...district, nameEn: "Heyin", nameZh: "河阴区", id: school.districtId, _version: 1 };
  expect(await editDistrict({}, fields({ ...renamed, code: "210103" }))).toMatchObject({ done: true });
  expect(await editDistrict({}, fields({ ...renamed, nameZh: "河阳新区", code: "210104" }))).toMatchObject({
    version: 2,
    conflict: [
      { label: "Code", mine: "210104", theirs: "210103" },
      { label: "Name in Chinese", mine: "河阳新区", theirs: "河阴区" },
    ],
  });

  const kind = { code: "TRUST", nameEn: "Trust", nameZh: "托管", group: "PUBLIC", position: 4 };
  expect(await addOwnership({}, fields({ ...kind, _key: key() }))).toMatchObject({ done: true });
  expect(await addOwnership({}, fields({ ...kind, _key: key() }))).toHaveProperty("errors.code");
  const edited = { ...kind, nameEn: "Trusteeship", _version: 1 };
  expect(await editOwnership({}, fields(edited))).toMatchObject({ done: true });
  expect(await editOwnership({}, fields({ ...edited, nameEn: "In trust", group: "PRIVATE" }))).toMatchObject({
    conflict: [
      { label: "Name in English", mine: "In trust", theirs: "Trusteeship" },
      { label: "Group", mine: "Private", theirs: "Public" },
    ],
  });
  expect(await editOwnership({}, fields(edited)), "as it stands already").toMatchObject({ stale: true });
  expect((await removeOwnership({}, fields({ code: "PUBLIC" }))).message).toMatch(/stays/);
  expect(await removeOwnership({}, fields({ code: "TRUST" }))).toMatchObject({ done: true });
});

test("rights withdrawn take effect at once, can be given back, and none can be added", async () => {
  const tenant = await aTenant();
  const head = await signIn("SECTION_HEAD", tenant);
  const may = () =>
    withSession(
      head.digest,
      async (_db, actor) => actor !== null && typeof actor === "object" && can(actor, "school.create"),
    );
  expect(await may()).toBe(true);
  const admin = await signIn("SYSTEM_ADMIN", tenant);
  const all = withdrawable("SECTION_HEAD");
  const keep = all.filter((right) => right !== "school.create");
  expect(
    await saveRights(
      {},
      fields({ role: "SECTION_HEAD", was: all.join(" "), capability: [...keep, "report.fill", "tenant.edit"] }),
    ),
  ).toMatchObject({ done: true });
  expect(await may()).toBe(false);
  const rows = await inTenant(tenant, (db) => db.withdrawnRight.findMany());
  expect(rows).toMatchObject([{ role: "SECTION_HEAD", capability: "school.create" }]);
  const another = { role: "SECTION_HEAD", was: all.join(" ") };
  const others = all.filter((right) => right !== "school.edit");
  expect(await saveRights({}, fields({ ...another, capability: others }))).toMatchObject({ done: true });
  expect(await may(), "whoever still saw it ticked has not given it back").toBe(false);
  expect(await inTenant(tenant, (db) => db.withdrawnRight.count())).toBe(2);
  const back = { role: "SECTION_HEAD", was: keep.filter((right) => right !== "school.edit").join(" ") };
  expect(await saveRights({}, fields({ ...back, capability: all }))).toMatchObject({ done: true });
  expect(await may()).toBe(true);
  await saveRights({}, fields({ role: "SYSTEM_ADMIN" }));
  expect(await inTenant(tenant, (db) => db.withdrawnRight.count())).toBe(0);
  expect(await withSession(admin.digest, async (_db, actor) => typeof actor === "object")).toBe(true);
});

test("every role keeps its account and its home page", () => {
  for (const role of Object.values(Role)) {
    expect(rightsOf(role)).toEqual(expect.arrayContaining(["account.view", "account.edit", "home.view"]));
    expect(withdrawable(role).some((right) => /^(account|home)\./.test(right))).toBe(false);
  }
});

test("nobody but the administrator changes settings, and none of another city", async () => {
  const [tenant, foreign] = [await aTenant(), await aTenant()];
  const district = await aDistrict(foreign);
  const place = { code: "1", nameEn: "x", nameZh: "x", position: 1, id: district.districtId, _version: 1 };
  for (const role of ["SECTION_HEAD", "SECTION_STAFF", "DISTRICT_OFFICER", "SCHOOL_HEAD"] as const) {
    await signIn(role, tenant);
    expect((await editTenant({}, fields(settings))).message, role).toMatch(/role/);
    expect((await saveRights({}, fields({ role: "SECTION_STAFF" }))).message, role).toMatch(/role/);
  }
  await signIn("SYSTEM_ADMIN", tenant);
  expect((await editDistrict({}, fields(place))).done).toBeUndefined();
  expect(await inTenant(foreign, (db) => db.district.findFirst({ where: { id: district.districtId } }))).toMatchObject({
    version: 1,
  });
  expect(await stored(foreign)).toMatchObject({ version: 1 });
});

test("the operator makes a city and its first administrator, and sees nothing in any", async () => {
  const operator = await signInOperator();
  const slug = `t-${randomUUID().slice(0, 8)}`;
  const city = {
    slug,
    nameEn: "New city",
    nameZh: "新市",
    locale: "zh-CN",
    timeZone: "Asia/Shanghai",
    codeFormat: "national",
    name: "First",
    email: `${slug}@example.test`,
  };
  expect(await createTenant({}, fields({ ...city, slug: "Not A Slug" }))).toHaveProperty("errors.slug");
  expect(await createTenant({}, fields(city))).toMatchObject({
    done: true,
    message: expect.stringContaining("/welcome/"),
  });
  expect(await createTenant({}, fields({ ...city, email: "other@example.test" }))).toHaveProperty("errors.slug");
  const { rows } = await owner().query('select id from "Tenant" where slug = $1', [slug]);
  const tenant = { tenantId: rows[0].id as string };
  const members = await inTenant(tenant, (db) => db.membership.findMany({ include: { person: true } }));
  expect(members).toMatchObject([{ role: "SYSTEM_ADMIN", person: { email: city.email } }]);
  expect(await auditOf(tenant, tenant.tenantId)).toMatchObject([{ capability: "tenant.create" }]);
  expect((await withSession(operator.digest, (db) => listTenants(db))).map((one) => one.slug)).toContain(slug);
  for (const table of ["Membership", "School", "AuditEvent", "District"]) {
    await expect(
      withSession(operator.digest, (db) => db.$queryRawUnsafe(`select count(*) from "${table}"`)),
      table,
    ).rejects.toThrow();
  }
  expect(
    (await addYear({}, fields({ nameEn: "x", nameZh: "x", startsOn: "2026-09-01", endsOn: "2027-08-31", _key: key() })))
      .message,
  ).toMatch(/role/);
  const forms = await inTenant(tenant, (db) => db.templateVersion.findMany({ select: { number: true } }));
  expect(forms, "a city starts with the forms that it can collect").toHaveLength(2);
  await signIn("SYSTEM_ADMIN", tenant);
  expect((await createTenant({}, fields({ ...city, slug: `${slug}-2` }))).message).toMatch(/role/);
  expect(POLICY["tenant.create"]).toEqual(["OPERATOR"]);
});

test("a founder who never came is named anew; once somebody works there the operator is out", async () => {
  const operator = await signInOperator();
  const slug = `t-${randomUUID().slice(0, 8)}`;
  const city = {
    slug,
    nameEn: "New city",
    nameZh: "新市",
    locale: "en",
    timeZone: "Asia/Shanghai",
    codeFormat: "national",
  };
  const tokenOf = (message = "") => message.split("/welcome/")[1] ?? "";
  const first = await createTenant({}, fields({ ...city, name: "Mistyped", email: `${slug}@exmaple.test` }));
  const { rows } = await owner().query('select id from "Tenant" where slug = $1', [slug]);
  const id = rows[0].id as string;
  expect(await withSession(operator.digest, (db) => unfoundedTenants(db))).toContain(id);
  const renewed = await renewFounder({}, fields({ id, name: "Founder", email: `${slug}@example.test` }));
  expect(renewed).toMatchObject({ done: true });
  expect(await readLink(digestOf(tokenOf(first.message)))).toBeNull();
  expect(await readLink(digestOf(tokenOf(renewed.message)))).toMatchObject({
    name: "Founder",
    offer: { role: "SYSTEM_ADMIN" },
  });
  await choosePassword(digestOf(tokenOf(renewed.message)), "a lantern under nine bridges");
  expect(await withSession(operator.digest, (db) => unfoundedTenants(db))).not.toContain(id);
  expect((await renewFounder({}, fields({ id, name: "Again", email: "again@example.test" }))).message).toMatch(
    /already works/,
  );
  await expect(
    withSession(operator.digest, (db) => db.$queryRaw`select withdraw_founders(${id}::uuid, null)::text`),
  ).rejects.toThrow();
});
