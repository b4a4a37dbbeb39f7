import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { describeConfig } from '../../lib/config.ts';

const packageSchema = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
});

/** Rows of a Markdown table whose first cell is code. */
function rowsOf(text: string) {
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) => {
    const [name = '', ...cells] = row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { name: name.replaceAll('`', ''), cells };
  });
}

describe('docs/dependencies.md', () => {
  const packages = packageSchema.parse(JSON.parse(readFileSync('package.json', 'utf8')));
  const [, ...sections] = readFileSync('docs/dependencies.md', 'utf8').split(/^## /m);

  it.each([
    ['dependencies', packages.dependencies, sections[0]],
    ['devDependencies', packages.devDependencies, sections[1]],
    ['optionalDependencies', packages.optionalDependencies, sections[2]],
  ])('gives a reason for each of the %s, and for nothing else', (_kind, declared, section = '') => {
    const rows = rowsOf(section);

    expect(rows.map(({ name }) => name)).toEqual(Object.keys(declared).sort());
    expect(rows.filter(({ cells }) => (cells[0] ?? '').length < 10)).toEqual([]);
  });

  it('names exact versions only', () => {
    const versions = Object.values(packages).flatMap((declared) => Object.values(declared));

    expect(versions.filter((version) => !/^(npm:[a-z]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

describe('docs/operations.md', () => {
  it('describes every setting as the code has it', () => {
    const text = readFileSync('docs/operations.md', 'utf8');
    const table = /<!-- settings -->\n(.*?)<!-- \/settings -->/s.exec(text)?.[1] ?? '';
    const expected = describeConfig().map(({ name, meaning, fallback }) => ({
      name,
      cells: [meaning, fallback],
    }));

    expect(rowsOf(table)).toEqual(expected);
  });
});
