import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Prisma } from "#generated/prisma/client.ts";
import type { Actor, Db } from "./db.ts";
import type { Capability } from "./policy.ts";

/** A piece of work that is asked for. `key`: what is done once, however often it is asked for. */
export type AskedJob = {
  kind: string;
  input: Prisma.InputJsonObject;
  key: string;
  /** The record whose page shows how it goes. */
  subject?: readonly [type: Prisma.ModelName, id: string];
};

/** What came of a job, as its page, the list of jobs and a notice say it. */
export type JobResult = { message: string; values?: Record<string, string | number>; goTo?: string };

export type JobProblem = { message: string; values?: Record<string, string | number> };

/** What came of it, and what the trail and the worker should know. */
export type Outcome = {
  result: JobResult;
  record?: {
    subject: readonly [type: Prisma.ModelName, id: string];
    reason?: string;
    detail?: Prisma.InputJsonObject;
  };
  jobs?: readonly AskedJob[];
};

/** What a job works with: one transaction, in which it is also marked as done. */
export type JobWork<Who> = {
  db: Db;
  /** The requester with the role and reach they have now; null where the city itself asks. */
  actor: Who;
  job: { tenantId: string; id: string; personId: string | null };
  /** Says how far it is. @throws Stopped where it has been cancelled */
  progress(done: number, total: number | null): void;
  /** A transaction of its own, as the city, for a part that stays done whatever happens to the rest. */
  apart<T>(work: (db: Db) => Promise<T>): Promise<T>;
};

type Ends<Input extends z.ZodType> = {
  /** Puts right what waited for it when it has failed for good or, without a problem, was stopped. */
  givenUp?(
    db: Db,
    input: z.output<Input>,
    job: { id: string; personId: string | null },
    problem: JobProblem | null,
  ): Promise<readonly AskedJob[]>;
};

/** A kind of work. Whose `capability` is named is done with the requester's rights; else as the city's own. */
export type JobKind<Input extends z.ZodType = z.ZodType> = {
  kind: string;
  input: Input;
  /** `brief` work never waits behind `long` work. */
  queue: "brief" | "long";
  minutes: number;
  ask(
    input: z.input<Input>,
    more?: { key?: string; subject?: readonly [type: Prisma.ModelName, id: string] },
  ): AskedJob;
} & Ends<Input> &
  (
    | { capability: Capability; run(input: z.output<Input>, work: JobWork<Actor>): Promise<Outcome> }
    | { capability: null; run(input: z.output<Input>, work: JobWork<null>): Promise<Outcome> }
  );

type Parts<Input extends z.ZodType> = {
  input: Input;
  queue: "brief" | "long";
  minutes?: number;
} & Ends<Input>;

const asked =
  <Input extends z.ZodType>(kind: string): JobKind<Input>["ask"] =>
  (input, { key, subject } = {}) => ({
    kind,
    input: input as Prisma.InputJsonObject,
    key: key ?? randomUUID(),
    ...(subject && { subject }),
  });

/** Work that somebody asks for, done with their rights as they are when it is done. */
export function requestedJob<Input extends z.ZodType>(
  kind: string,
  capability: Capability,
  { minutes = 10, ...parts }: Parts<Input>,
  run: (input: z.output<Input>, work: JobWork<Actor>) => Promise<Outcome>,
): JobKind<Input> {
  return { kind, capability, minutes, ...parts, run, ask: asked(kind) };
}

/** Work of the city itself. */
export function cityJob<Input extends z.ZodType>(
  kind: string,
  { minutes = 10, ...parts }: Parts<Input>,
  run: (input: z.output<Input>, work: JobWork<null>) => Promise<Outcome>,
): JobKind<Input> {
  return { kind, capability: null, minutes, ...parts, run, ask: asked(kind) };
}

/** Asks for work in the transaction of the change that wants it; what has been asked for already is left as it is. */
export async function ask(
  db: Db,
  by: Pick<Actor, "personId" | "name" | "membershipId"> | null,
  jobs: readonly AskedJob[],
): Promise<void> {
  if (jobs.length === 0) return;
  await db.job.createMany({
    data: jobs.map(({ kind, input, key, subject }) => ({
      kind,
      input,
      key,
      subjectType: subject?.[0] ?? null,
      subjectId: subject?.[1] ?? null,
      personId: by?.personId ?? null,
      personName: by?.name ?? "",
      membershipId: by?.membershipId ?? null,
    })),
    skipDuplicates: true,
  });
}
