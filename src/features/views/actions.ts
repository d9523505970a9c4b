"use server";

import { randomUUID } from "node:crypto";
import { mustBeLatest } from "#features/audit/must-be-latest.ts";
import { action } from "#server/action.ts";
import type { Actor, Db } from "#server/db.ts";
import { mustChange, Refusal, Stale } from "#server/refusal.ts";
import { findView, viewHref } from "./queries.ts";
import { type Audience, ChangeView, OpenFirst, RemoveView, SaveView, ShareView } from "./schema.ts";

/** A person has one view of a name in a list. */
async function mustBeNamedAnew(db: Db, actor: Actor, list: string, name: string, id?: string): Promise<void> {
  const same = await db.savedView.count({
    where: { personId: actor.personId, list, name, removedAt: null, ...(id && { id: { not: id } }) },
  });
  if (same > 0) throw new Refusal("views.error.named", {}, "name");
}

async function openFirst(db: Db, list: string, viewId: string | null): Promise<void> {
  await db.$executeRaw`
    insert into "OpeningView" (list, "viewId") values (${list}, ${viewId}::uuid)
    on conflict ("tenantId", "personId", list) do update set "viewId" = excluded."viewId"`;
}

/** A view that is the actor's own to change, as it stands. */
async function own(db: Db, actor: Actor, id: string) {
  const stored = await db.savedView.findFirst({ where: { id, personId: actor.personId, removedAt: null } });
  if (!stored) throw new Stale();
  return stored;
}

export const saveView = action(
  "view.save",
  SaveView,
  async ({ list, path, name, query, first }, { db, actor }) => {
    await mustBeNamedAnew(db, actor, list, name);
    const id = randomUUID();
    await db.savedView.createMany({ data: { id, list, name, query, personName: actor.name } });
    if (first) await openFirst(db, list, id);
    return {
      subject: ["SavedView", id],
      goTo: viewHref(path, { id, query }),
      message: "views.done.saved",
    };
  },
  { once: true },
);

/** Another name, and where it is asked for, what the list shows now. */
export const changeView = action("view.save", ChangeView, async (input, { db, actor }) => {
  const { id, _version, list, path, name, again } = input;
  const stored = await own(db, actor, id);
  if (stored.list !== list) throw new Stale();
  const typed = { name, ...(again && { query: input.query }) };
  await mustBeLatest(db, actor, { entity: "SavedView", seen: _version, typed, stored });
  await mustBeNamedAnew(db, actor, list, name, id);
  const { count } = await db.savedView.updateMany({
    where: { id, personId: actor.personId, version: _version },
    data: { ...typed, version: { increment: 1 } },
  });
  mustChange(count);
  return {
    subject: ["SavedView", id],
    detail: { changed: again ? "anew" : "named" },
    goTo: viewHref(path, { id, query: typed.query ?? stored.query }),
    message: "views.done.changed",
  };
});

/** Shares a view: a district's officer with the district, others with the city; or with nobody any more. */
export const shareView = action("view.share", ShareView, async ({ id, _version, shared }, { db, actor }) => {
  const stored = await own(db, actor, id);
  const { districtId } = actor.role === "DISTRICT_OFFICER" ? actor : { districtId: null };
  const audience: Audience = shared ? (districtId ? "DISTRICT" : "CITY") : "OWNER";
  await mustBeLatest(db, actor, { entity: "SavedView", seen: _version, typed: { audience }, stored });
  const { count } = await db.savedView.updateMany({
    where: { id, personId: actor.personId, version: _version },
    data: { audience, districtId: shared ? districtId : null, version: { increment: 1 } },
  });
  mustChange(count);
  return {
    subject: ["SavedView", id],
    detail: { changed: shared ? "shared" : "kept" },
    message: shared ? "views.done.shared" : "views.done.kept",
  };
});

/** Lets a view, one's own or a shared one, open first; or no view any more. */
export const openViewFirst = action("view.save", OpenFirst, async ({ id, first }, { db }) => {
  const view = await findView(db, id);
  if (!view) throw new Stale();
  await openFirst(db, view.list, first ? id : null);
  return {
    subject: ["SavedView", id],
    detail: { changed: first ? "first" : "notFirst" },
    message: first ? "views.done.first" : "views.done.notFirst",
  };
});

/** Takes a view away, also from those it was shared with. */
export const removeView = action("view.save", RemoveView, async ({ id, _version, path }, { db, actor }) => {
  const { count } = await db.savedView.updateMany({
    where: { id, personId: actor.personId, version: _version, removedAt: null },
    data: { removedAt: new Date(), version: { increment: 1 } },
  });
  mustChange(count);
  return {
    subject: ["SavedView", id],
    detail: { changed: "removed" },
    goTo: `${path}?view=all`,
    message: "views.done.removed",
  };
});
