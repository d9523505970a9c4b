import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { initSync, Model } from "@ironcalc/wasm";
import ExcelJS from "exceljs";

initSync({ module: readFileSync(createRequire(import.meta.url).resolve("@ironcalc/wasm/wasm_bg.wasm")) });

/** A workbook opened in a spreadsheet program: rows and columns from 0. */
export type Opened = {
  sheets: string[];
  /** What a cell shows. */
  shown(sheet: string, row: number, column: number): string;
  /** Types into a cell, as a person would. */
  type(sheet: string, row: number, column: number, text: string): void;
  evaluate(): void;
};

/** An empty workbook. */
export function openModel(sheets: string[]): Opened {
  const model = new Model("workbook", "en", "UTC", "en");
  model.pauseEvaluation();
  for (const [index, name] of sheets.entries()) {
    if (index > 0) model.newSheet();
    model.renameSheet(index, name);
  }
  const number = (sheet: string) => sheets.indexOf(sheet);
  return {
    sheets,
    shown: (sheet, row, column) => model.getFormattedCellValue(number(sheet), row + 1, column + 1),
    type: (sheet, row, column, text) => model.setUserInput(number(sheet), row + 1, column + 1, text),
    evaluate: () => {
      model.resumeEvaluation();
      model.evaluate();
      model.pauseEvaluation();
    },
  };
}

/** Opens what was written with one library in another's eyes, and works it out with a third program's engine. */
export async function open(bytes: Uint8Array): Promise<Opened> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  const opened = openModel(book.worksheets.map(({ name }) => name));
  for (const sheet of book.worksheets) {
    sheet.eachRow((row) =>
      row.eachCell((cell) => opened.type(sheet.name, Number(cell.row) - 1, Number(cell.col) - 1, inputOf(cell))),
    );
  }
  opened.evaluate();
  return opened;
}

/** What somebody would type to have the cell: text with an apostrophe where it would be taken for something else. */
function inputOf(cell: ExcelJS.Cell): string {
  if (cell.formula) return `=${cell.formula}`;
  if (cell.value === null) return "";
  if (cell.value instanceof Date) return String(cell.value.getTime() / 86_400_000 + 25_569);
  return typeof cell.value === "string" ? `'${cell.value}` : String(cell.value);
}
