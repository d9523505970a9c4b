import { ChangeKind, ChangeStatus } from "#generated/prisma/enums.ts";
import { listParams, oneId, oneOf } from "#lib/list-params.ts";

const STATUSES = Object.values(ChangeStatus);
const KINDS = Object.values(ChangeKind);

const USUAL = ["school", "wanted", "effectiveOn", "owner", "requestedAt", "status"] as const;
/** Columns of the queue, the usual ones first. */
export const CHANGE_COLUMNS = [...USUAL, "kind", "reason", "decidedBy", "decidedAt", "decisionReason"] as const;

/** The parameters of the queue of change requests. */
export const changeList = listParams({
  sorts: { requestedAt: "instant" },
  sort: "-requestedAt",
  columns: CHANGE_COLUMNS,
  shown: USUAL,
  filters: {
    status: oneOf(STATUSES),
    owner: oneOf(["DISTRICT", "SECTION"]),
    kind: oneOf(KINDS),
    district: oneId(),
    school: oneId(),
    /** One's own requests that were decided in the last two weeks. */
    mine: oneOf(["recent"]),
  },
});
export type ChangeList = ReturnType<typeof changeList.parse>;
