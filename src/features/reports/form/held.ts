import type { Cell, Definition, Section, Text } from "./definition.ts";
import type { FactName } from "./expression.ts";
import type { Stage } from "./stage.ts";

/** What every assignment is stamped with from the register, and what a form may call it, as `plain` writes it. */
const REGISTER: Partial<Record<FactName, readonly string[]>> = {
  name: ["name", "name of the school", "school name", "学校名称", "学校全称", "校名"],
  code: ["code", "school code", "学校代码", "学校标识码", "学校(机构)标识码", "机构标识码"],
  district: ["district", "所属区县", "所在区县", "区县"],
  locale: ["urban, town or rural", "urban or rural", "城乡分类", "城乡类型"],
  ownership: ["ownership", "办学性质", "举办者性质", "办别"],
  stages: ["stages", "school stages", "办学学段", "办学层次"],
  boarding: ["boarding school", "是否寄宿制", "寄宿制学校", "是否寄宿制学校"],
};

/** A cell as the rules below look at it: a single one, or one column of a table. */
type Known = { cell: Cell; section: Section };

const plain = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
const both = (text: Text | undefined): string[] => (text ? [plain(text.en), plain(text.zh)] : []);

/** The cells of a form that schools of these stages have. */
function knownOf({ sheets }: Definition, stages: ReadonlySet<Stage>): Known[] {
  return sheets.flatMap(({ sections }) =>
    sections.flatMap((section) =>
      (section.kind === "table" ? section.columns : section.cells).flatMap((cell) =>
        cell.stages && !cell.stages.some((stage) => stages.has(stage)) ? [] : [{ cell, section }],
      ),
    ),
  );
}

/** Those that they type: what starts with a value from the platform is not asked again. */
const typedOf = (definition: Definition, stages: ReadonlySet<Stage>): Known[] =>
  knownOf(definition, stages).filter(({ cell }) => !cell.shown && !cell.starts);

/** The cells of a form that ask for what the register holds, with the fact; the form could start from it but does not. */
export function heldByRegister(
  definition: Definition,
  stages: ReadonlySet<Stage>,
): { code: string; names: Text; fact: FactName }[] {
  return typedOf(definition, stages).flatMap(({ cell: { code, names }, section }) => {
    if (section.kind === "table") return [];
    const fact = Object.entries(REGISTER).find(([, called]) => both(names).every((name) => called.includes(name)))?.[0];
    return fact ? [{ code, names, fact: fact as FactName }] : [];
  });
}

/** The names in both languages, unit, kind of value and of time, and the rows: what makes two cells ask one thing. */
const labelOf = ({ cell, section }: Known): string =>
  JSON.stringify([
    both(cell.names),
    both(cell.unit),
    cell.value.type,
    cell.measure,
    section.kind === "table" &&
      (section.rows.kind === "fixed" ? section.rows.rows.map(({ names }) => both(names)) : section.rows),
  ]);

const sectionOf = ({ section }: Known): string => JSON.stringify(both(section.names));

/**
 * The cells of a form that ask for the same figure as a cell of another one. A label that stands once in each form
 * names a figure; one that stands more often is told apart by the name of its part.
 * @param counts whether a cell of that kind of time speaks of the same time in both
 */
export function sameFigures(
  definition: Definition,
  other: Definition,
  stages: ReadonlySet<Stage>,
  counts: (measure: Cell["measure"]) => boolean,
): { code: string; names: Text }[] {
  const [mine, theirs] = [byLabel(typedOf(definition, stages)), byLabel(knownOf(other, stages))];
  return [...mine].flatMap(([label, own]) => {
    const held = theirs.get(label) ?? [];
    const alone = own.length === 1 && held.length === 1;
    const sections = new Set(held.map(sectionOf));
    return own
      .filter((one) => counts(one.cell.measure) && held.length > 0 && (alone || sections.has(sectionOf(one))))
      .map(({ cell: { code, names } }) => ({ code, names }));
  });
}

function byLabel(cells: readonly Known[]): Map<string, Known[]> {
  const found = new Map<string, Known[]>();
  for (const known of cells) {
    const label = labelOf(known);
    found.set(label, [...(found.get(label) ?? []), known]);
  }
  return found;
}
