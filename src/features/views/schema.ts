import { z } from "zod";
import { choice, integerText, line, ticked, uuid } from "#lib/secure-text.ts";
import { isPlaceOf, LIST_NAMES, type ListName, stateIn } from "./lists.ts";

export const AUDIENCES = ["OWNER", "DISTRICT", "CITY"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Longest address that a view keeps, in characters. */
const QUERY_MAX = 6000;

const state = z.string().max(20_000, "views.error.long").optional().default("");
const list = choice(LIST_NAMES);
const path = z.string().max(200);

/** What the list understands of an address; the page's place must be the list's. */
const place = <Input extends { list: ListName; path: string; state: string }>(input: Input) => ({
  ...input,
  query: stateIn(input.list, input.state),
});
const isPlaced = ({ list, path }: { list: ListName; path: string }) => isPlaceOf(list, path);
const isShort = ({ query }: { query: string }) => query.length <= QUERY_MAX;

/** A new view of a list: `state` is the list's address without its path, of which the list keeps what it understands. */
export const SaveView = z
  .object({ list, path, state, name: line(60), first: ticked() })
  .refine(isPlaced, { path: ["list"], error: "error.invalid" })
  .transform(place)
  .refine(isShort, { path: ["name"], error: "views.error.long" });

/** Another name, and with `again` also what the list shows now. */
export const ChangeView = z
  .object({ id: uuid(), _version: integerText({ min: 1 }), list, path, state, name: line(60), again: ticked() })
  .refine(isPlaced, { path: ["list"], error: "error.invalid" })
  .transform(place)
  .refine(isShort, { path: ["name"], error: "views.error.long" });

export const ShareView = z.object({ id: uuid(), _version: integerText({ min: 1 }), shared: ticked() });

export const OpenFirst = z.object({ id: uuid(), first: ticked() });

export const RemoveView = z
  .object({ id: uuid(), _version: integerText({ min: 1 }), list, path })
  .refine(isPlaced, { path: ["list"], error: "error.invalid" });

/** Where the pages about views come from. */
export const ViewAddress = z.object({ list: list.optional().catch(undefined), path, state });
