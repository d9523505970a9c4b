import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { discardImport } from "#features/imports/actions.ts";
import { fields, signIn } from "#support/actor.ts";
import { inTenant } from "#support/factories.ts";
import { anEmptyCity, apply, check, headOf, rowsOf, send } from "./journey.ts";

const file = process.env.HK_SCHOOLS_CSV;

test.skipIf(!file)(
  "the list of Hong Kong (HK_SCHOOLS_CSV) goes into an empty city as suggested; its second edition shows its differences",
  async () => {
    const city = await anEmptyCity();
    await signIn("SECTION_STAFF", city);
    const bytes = readFileSync(file ?? "");
    const first = await check(city, bytes, "hk-schools.csv");
    expect((await headOf(city, first)).counts).toEqual({ NEW: 3641, CHANGED: 0, SAME: 0, GONE: 0, BAD: 0 });
    const applied = await apply(city, first);
    expect(applied.goTo).toContain(first);
    expect((await headOf(city, first)).applied).toMatchObject({
      created: 3641,
      districts: 18,
      ownerships: 7,
      leftOut: 0,
    });

    const stages = await inTenant(city, (db) =>
      db.schoolFact.groupBy({ by: ["stages"], _count: { _all: true }, orderBy: { stages: "asc" } }),
    );
    expect(Object.fromEntries(stages.map((one) => [one.stages.join("+"), one._count._all]))).toEqual({
      PRESCHOOL: 2334,
      PRIMARY: 615,
      "JUNIOR+SENIOR": 536,
      SPECIAL: 156,
    });
    const sites = await inTenant(city, (db) => db.school.groupBy({ by: ["siteKey"], orderBy: { siteKey: "asc" } }));
    expect(sites).toHaveLength(2106);
    const kowloon = await inTenant(city, (db) =>
      db.district.findFirst({ where: { nameZh: "九龍城區" }, include: { _count: { select: { schoolFacts: true } } } }),
    );
    expect(kowloon).toMatchObject({ nameEn: "Kowloon City", _count: { schoolFacts: 341 } });
    const one = await inTenant(city, (db) =>
      db.schoolFact.findFirst({ where: { code: "512060000223" }, include: { school: true, ownershipItem: true } }),
    );
    expect(one).toMatchObject({
      nameEn: "HOLY FAMILY CANOSSIAN SCHOOL",
      nameZh: "嘉諾撒聖家學校",
      ownershipItem: { nameEn: "Aided", nameZh: "資助", group: "PUBLIC" },
      school: {
        addressZh: "九龍九龍城福佬村道99號地下",
        phone: "23821035",
        website: "",
        siteKey: "512060",
        extra: { gender: "GIRLS", session: "WHOLE DAY", religion: "CATHOLICISM", category: "Aided Primary Schools" },
      },
    });

    const again = await check(city, bytes, "hk-schools.csv");
    expect((await headOf(city, again)).counts).toEqual({ NEW: 0, CHANGED: 0, SAME: 3641, GONE: 0, BAD: 0 });
    await send(discardImport, fields({ importId: again, _version: (await headOf(city, again)).version }));

    const lines = bytes.toString("utf8").split("\r\n");
    const edited = [
      ...lines.slice(0, 1),
      lines[1]?.replace("HOLY FAMILY CANOSSIAN SCHOOL", "HOLY FAMILY SCHOOL").replace(",AIDED,資助,", ",PRIVATE,私立,"),
      ...lines.slice(3, -1),
      lines[1]?.replace("512060000223", "512060000999"),
      "",
    ].join("\r\n");
    const second = await check(city, edited, "hk-schools 2.csv");
    expect((await headOf(city, second)).counts).toEqual({ NEW: 1, CHANGED: 1, SAME: 3639, GONE: 1, BAD: 0 });
    const rows = await rowsOf(city, second);
    expect(rows.find(({ outcome }) => outcome === "CHANGED")?.changes).toEqual({
      nameEn: { before: "HOLY FAMILY CANOSSIAN SCHOOL", after: "HOLY FAMILY SCHOOL" },
      ownership: { before: "AIDED", after: "PRIVATE" },
    });
    expect(rows.find(({ outcome }) => outcome === "GONE")?.record).toMatchObject({ code: "115584000223" });
    await apply(city, second, { closures: "ALL" });
    expect((await headOf(city, second)).applied).toMatchObject({ created: 1, changed: 1, same: 3639, proposed: 1 });
  },
  300_000,
);
