import { MappingError } from '../../../../domain/errors.ts';
import { enumName } from './texts.ts';

export type Tables = Readonly<Record<string, Readonly<Record<string, string>>>>;
type TableFunction = (table: string, value: string | boolean | null | undefined) => string | undefined;

/**
 * `$table(name, value)`: our word for an ERP's enum value. Escapes are undone and outer blanks ignored; null counts as "". An unknown
 * value is a problem for a person, never a guess (§3: nothing is dropped silently).
 */
export function tableFunction(tables: Tables): TableFunction {
  return (table, value) => {
    if (value === undefined) return undefined;
    const rows = Object.hasOwn(tables, table) ? tables[table] : undefined;
    if (rows === undefined) throw problem(table, `the connector has no table "${table}"`);
    const key = (enumName(String(value ?? '')) ?? '').trim();
    if (Object.hasOwn(rows, key)) return rows[key];
    throw problem(table, `"${key.slice(0, 60)}" is not in the connector's table "${table}"`);
  };
}

/** `$tableKey(name, word)`: the ERP's value for our word, the first of a table that has it. A word of ours that it lacks is a problem for a person. */
export function tableKeyFunction(tables: Tables): TableFunction {
  return (table, word) => {
    if (word === undefined || word === null) return undefined;
    const rows = Object.hasOwn(tables, table) ? tables[table] : undefined;
    if (rows === undefined) throw problem(table, `the connector has no table "${table}"`);
    const found = Object.entries(rows).find(([, ours]) => ours === word);
    if (found) return found[0];
    throw problem(
      table,
      `nothing in the connector's table "${table}" stands for "${String(word).slice(0, 60)}"`,
    );
  };
}

function problem(table: string, reason: string): MappingError {
  return new MappingError(reason, [{ field: table, reason }]);
}
