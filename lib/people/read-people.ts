/**
 * People out of a table, row by row, each with its verdict: nothing is dropped without a word. Pure.
 */
import { createPersonCheck, type PeopleChoice, type PeopleContext } from './check-person.ts';
import { cutToShow } from './cut-text.ts';
import type { PeopleResult, RefusedPerson } from './people-result.ts';
import type { CsvRow, CsvTable } from './read-csv.ts';

const PROGRESS_EACH = 5000;

/**
 * @param hasHeading whether the first row is none of a person
 * @param onProgress told now and then how many rows were checked
 */
export function readPeople(
  table: Omit<CsvTable, 'delimiter'>,
  hasHeading: boolean,
  choice: PeopleChoice,
  { onProgress, ...context }: PeopleContext & { onProgress?: (done: number) => void },
): PeopleResult {
  const rows = hasHeading ? table.rows.slice(1) : table.rows;
  const badLines = new Set(table.problems.map(({ line }) => line));
  const result: PeopleResult = {
    people: [],
    refused: [],
    warnings: {},
    counts: { rows: rows.length + table.blank, people: 0, refused: 0, blank: table.blank, managed: 0 },
  };
  const check = createPersonCheck(choice, context, (kind, line) => {
    const lines = result.warnings[kind] ?? [];
    result.warnings[kind] = lines;
    lines.push(line);
  });
  for (const [index, row] of rows.entries()) {
    if (index > 0 && index % PROGRESS_EACH === 0) onProgress?.(index);
    if (row.cells.every((cell) => cell.trim() === '')) {
      result.counts.blank++;
      continue;
    }
    const checked = badLines.has(row.line) ? refuseQuote(row) : check(row);
    if ('person' in checked) result.people.push(checked.person);
    else result.refused.push(checked.refused);
  }
  result.counts.people = result.people.length;
  result.counts.refused = result.refused.length;
  result.counts.managed = result.people.filter(({ wish }) => wish.managedAppleId !== undefined).length;
  return result;
}

function refuseQuote({ line, cells }: CsvRow): { refused: RefusedPerson } {
  return { refused: { line, reason: 'quote', text: cutToShow(cells.join(' ')) } };
}
