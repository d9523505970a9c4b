import { expect, expectTypeOf, test } from "vitest";
import { lifecycle } from "#lib/lifecycle.ts";

type Status = "DRAFT" | "SUBMITTED" | "RETURNED" | "ACCEPTED";
const life = lifecycle<Status>()({
  submit: { from: ["DRAFT", "RETURNED"], to: "SUBMITTED" },
  return: { from: ["SUBMITTED"], to: "RETURNED", notBy: "submit" },
  accept: { from: ["SUBMITTED"], to: "ACCEPTED", notBy: "submit" },
});

test("the table says what may be done in a state and where it leads", () => {
  expect(life.allowed("SUBMITTED")).toEqual(["return", "accept"]);
  expect(life.allowed("ACCEPTED")).toEqual([]);
  expect(life.can("submit", "RETURNED")).toBe(true);
  expect(life.can("submit", "ACCEPTED")).toBe(false);
  expect(life.next("return")).toBe("RETURNED");
  expect(life.steps.accept.notBy).toBe("submit");
});

test("names of steps are known to the compiler", () => {
  expectTypeOf<keyof typeof life.steps>().toEqualTypeOf<"submit" | "return" | "accept">();
  expectTypeOf(life.allowed("DRAFT")).toEqualTypeOf<("submit" | "return" | "accept")[]>();
  // @ts-expect-error no such state
  lifecycle<Status>()({ submit: { from: ["DRAFT"], to: "GONE" } });
  // @ts-expect-error no such step
  lifecycle<Status>()({ submit: { from: ["DRAFT"], to: "SUBMITTED", notBy: "draft" } });
  // @ts-expect-error no such state to come from
  lifecycle<Status>()({ submit: { from: ["NEW"], to: "SUBMITTED" } });
});

test("the diagram draws every move, the beginning and the ends", () => {
  expect(life.diagram("DRAFT")).toBe(
    [
      "stateDiagram-v2",
      "  [*] --> DRAFT",
      "  DRAFT --> SUBMITTED: submit",
      "  RETURNED --> SUBMITTED: submit",
      "  SUBMITTED --> RETURNED: return",
      "  SUBMITTED --> ACCEPTED: accept",
      "  ACCEPTED --> [*]",
    ].join("\n"),
  );
});
