import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { takeStaff, uploadStaff } from "#features/staff-lists/actions.ts";
import { staffList } from "#features/staff-lists/queries.ts";
import type { FormState } from "#lib/form.ts";
import { withSession } from "#server/db.ts";
import { become, fields, type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant, inTenant } from "#support/factories.ts";
import { changedTable, csvOf, damaged, randomFrom } from "#support/mutate.ts";
import { send } from "../imports/journey.ts";
import { buildWorkbook, textRows } from "../lib/tabular/zip-builder.ts";

const HEADER = ["Joins or leaves", "Name", "E-mail address", "Role", "School or district", "Last day"];

function listFor(seed: number, code: string): FormData {
  const random = randomFrom(seed);
  const rows = ["School clerk", "School head", "School clerk", "School clerk"].map((role, index) => [
    ...["joins", `Person ${index}`, `p${index}-${randomUUID().slice(0, 8)}@example.test`, role, code, ""],
  ]);
  const table = random() < 0.75 ? changedTable(random, [HEADER, ...rows]) : [HEADER, ...rows];
  if (seed % 5 === 0) return fields({ pasted: table.map((cells) => cells.join("\t")).join("\n"), _key: randomUUID() });
  const isBook = seed % 3 === 0;
  const bytes = isBook ? buildWorkbook({ sheet: textRows(table) }) : csvOf(table);
  const file = new File([new Uint8Array(random() < 0.4 ? damaged(random, bytes) : bytes)], isBook ? "l.xlsx" : "l.csv");
  return fields({ pasted: "", file, _key: randomUUID() });
}

const said = ({ message = "", errors = {} }: FormState) => [message, ...Object.values(errors).flat()].join("");
const look = (id: string, person: SignedIn) =>
  withSession(person.digest, async (db, actor) =>
    actor === null || typeof actor === "string" ? null : staffList(db, actor, id),
  );

test("staff lists with changed cells and damaged bytes are refused in words or taken row by row as the page shows it", async () => {
  const tenant = await aTenant();
  const school = await aSchool(await aDistrict(tenant));
  const admin = await signIn("SYSTEM_ADMIN", tenant);
  const members = () => inTenant(tenant, (db) => db.membership.count());
  const ends = { refused: 0, empty: 0, taken: 0 };
  for (let seed = 1; seed <= 60; seed += 1) {
    become(admin);
    const before = await members();
    const lists = await inTenant(tenant, (db) => db.staffList.count());
    const { goTo, ...answer } = await send(uploadStaff, listFor(seed, school.code));
    expect(await members(), `seed ${seed}`).toBe(before);
    if (!goTo) {
      expect(said(answer), `seed ${seed}`).not.toBe("");
      expect(await inTenant(tenant, (db) => db.staffList.count())).toBe(lists);
      ends.refused += 1;
      continue;
    }
    const id = goTo.split("/").at(-1) ?? "";
    const list = await look(id, admin);
    if (!list) throw new Error(`seed ${seed}: no list`);
    const joining = list.checked.filter(({ outcome }) => outcome === "invite").length;
    const taken = await takeStaff({}, fields({ id, plan: list.plan, _version: list.version }));
    expect(await members(), `seed ${seed}`).toBe(before + (taken.done ? joining : 0));
    if (!taken.done) expect(said(taken), `seed ${seed}`).not.toBe("");
    ends[joining > 0 ? "taken" : "empty"] += 1;
  }
  expect(Math.min(ends.refused, ends.taken), JSON.stringify(ends)).toBeGreaterThan(3);
}, 60_000);
