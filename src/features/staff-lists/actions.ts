"use server";

import { z } from "zod";
import { invitationLink } from "#features/members/one-time-link.ts";
import { notice } from "#features/notifications/event.ts";
import { action } from "#server/action.ts";
import { mustChange, Stale } from "#server/refusal.ts";
import { applyStaff } from "./apply-list.ts";
import { checkStaff, planOf } from "./check-list.ts";
import { readStaff } from "./read-list.ts";
import { ApplyStaff, StaffRow, UploadStaff } from "./schema.ts";

const LONG = { timeout: 120_000 };

/** Reads a list of joiners and leavers; nobody is invited yet and nothing ends. */
export const uploadStaff = action(
  "member.invite",
  UploadStaff,
  async ({ pasted }, { db, form }) => {
    const { name, rows } = await readStaff(form.get("file"), pasted);
    const { id } = await db.staffList.create({ data: { fileName: name, rows }, select: { id: true } });
    const detail = { changed: "uploaded", file: name, rows: rows.length };
    return { subject: ["StaffList", id], detail, goTo: `/settings/people/lists/${id}` };
  },
  { once: true, ...LONG },
);

/**
 * Invites those who join and ends the roles of those who leave, in one transaction, as the page has shown it; rows with
 * problems are left out. Unless the invitation links go out by e-mail they are the message, one to a line: name, address
 * and link with tabs between, shown this once.
 */
export const takeStaff = action(
  "member.invite",
  ApplyStaff,
  async ({ id, _version, plan, byMail }, { db, actor }) => {
    const found = await db.staffList.findFirst({ where: { id, version: _version, appliedAt: null } });
    if (!found) throw new Stale();
    const checked = await checkStaff(db, actor, z.array(StaffRow).parse(found.rows));
    if (planOf(checked) !== plan) throw new Stale("staffLists.changed");
    const { counts, offers } = await applyStaff(db, actor, id, checked);
    const { count } = await db.staffList.updateMany({
      where: { id, version: _version, appliedAt: null },
      data: { rows: [], counts, appliedAt: new Date(), version: { increment: 1 } },
    });
    mustChange(count);
    const links: string[] = [];
    if (!byMail)
      for (const { id, personId, name, email } of offers)
        links.push([name, email, await invitationLink(db, personId, id)].join("\t"));
    const { invited, ended, same, leftOut } = counts;
    return {
      subject: ["StaffList", id],
      detail: { changed: "applied", file: found.fileName, invited, ended, same, leftOut },
      message: links.join("\n") || (byMail && offers.length > 0 ? "staffLists.mailed" : "staffLists.applied"),
      jobs: byMail ? notice("role.offered", actor, { ids: offers.map((one) => one.id) }) : [],
    };
  },
  LONG,
);
