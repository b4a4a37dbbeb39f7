import type { ItemReader } from '../definition/schema.ts';
import type { Json } from '../json.ts';

type ReaderConfig = NonNullable<ItemReader['ReaderConfig']>;

const delimiters = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' } as const;

/** Each row as an object of texts, named by the first row or by `CSVHeaders`. */
export function parseCsv(text: string, config: ReaderConfig): Json[] {
  const rows = rowsOf(text.replace(/^\uFEFF/, ''), delimiters[config.CSVDelimiter ?? 'COMMA']);
  const given = config.CSVHeaderLocation === 'GIVEN';
  const headers = given ? (config.CSVHeaders ?? []) : (rows.shift() ?? []);
  return rows.map((row) => Object.fromEntries(headers.map((header, column) => [header, row[column] ?? ''])));
}

/** RFC 4180: a quoted field may hold delimiters, line breaks and doubled quotes. */
function rowsOf(text: string, delimiter: string): string[][] {
  const cells = new RegExp(`("(?:[^"]|"")*"|[^\\r\\n${delimiter}]*)([${delimiter}]|\\r?\\n|$)`, 'gy');
  const rows: string[][] = [];
  let row: string[] = [];
  for (let match = cells.exec(text); match && match.index < text.length; match = cells.exec(text)) {
    row.push(unquote(match[1] ?? ''));
    if (match[2] === delimiter) continue;
    rows.push(row);
    row = [];
  }
  // The text ends with a delimiter: an empty last cell.
  if (row.length > 0) rows.push([...row, '']);
  return rows.filter((cells) => cells.length > 1 || cells[0] !== '');
}

function unquote(field: string): string {
  return /^".*"$/s.test(field) ? field.slice(1, -1).replaceAll('""', '"') : field;
}
