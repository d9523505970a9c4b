/** One step of a life: from any of these states to that one. */
export type Step<Status extends string, Name extends string = string> = {
  readonly from: readonly Status[];
  readonly to: Status;
  /** Who took that step for the same record may not take this one. */
  readonly notBy?: Name;
};

/** A life: its table of steps, and what can be read from it. */
export type Lifecycle<Status extends string, Steps extends Record<string, Step<Status>>> = {
  readonly steps: Steps;
  /** Steps that may be taken in that state, in the order of the table. */
  allowed(status: Status): (keyof Steps & string)[];
  /** Whether the step may be taken in that state. */
  can(step: keyof Steps & string, status: Status): boolean;
  /** The state the step leads to. */
  next(step: keyof Steps & string): Status;
  /** The life as a Mermaid state diagram; states no step leaves are drawn as ends. */
  diagram(initial: Status): string;
};

/**
 * The table of a noun's steps, from which buttons, guards and diagrams follow.
 * @example const reportLife = lifecycle<ReportStatus>()({ submit: { from: ["DRAFT"], to: "SUBMITTED" } });
 */
export function lifecycle<Status extends string>() {
  return <
    Name extends string,
    const Steps extends Record<Name, Step<Status>> & { [K in Name]: { notBy?: NoInfer<Name> } },
  >(
    steps: Steps & Record<Name, Step<Status>>,
  ): Lifecycle<Status, Steps> => {
    const can = (step: keyof Steps & string, status: Status) => steps[step].from.includes(status);
    return {
      steps,
      can,
      allowed: (status) => namesOf(steps).filter((step) => can(step, status)),
      next: (step) => steps[step].to,
      diagram: (initial) => diagramOf(steps, initial),
    };
  };
}

function namesOf<Steps extends object>(steps: Steps): (keyof Steps & string)[] {
  return Object.keys(steps) as (keyof Steps & string)[];
}

function diagramOf(steps: Record<string, Step<string>>, initial: string): string {
  const moves = Object.entries(steps).flatMap(([name, { from, to }]) =>
    from.map((state) => `  ${state} --> ${to}: ${name}`),
  );
  const left = new Set(Object.values(steps).flatMap(({ from }) => from));
  const ends = new Set([initial, ...Object.values(steps).map(({ to }) => to)].filter((state) => !left.has(state)));
  return ["stateDiagram-v2", `  [*] --> ${initial}`, ...moves, ...[...ends].map((end) => `  ${end} --> [*]`)].join(
    "\n",
  );
}
