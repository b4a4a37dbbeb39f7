import type { TemplateValues } from '../fetch/template.ts';
import { textAt, type JsonValue } from '../lossless-json.ts';
import type { Match } from '../manifest/look-up.ts';

/** Whether a record proves to be what was looked for: every path carries its value. */
export function matches(record: JsonValue, rules: readonly Match[], values: TemplateValues): boolean {
  return rules.every(({ path, value, compare }) => {
    const [found, wanted] = [textAt(record, path), values[value]];
    if (found === undefined || wanted === undefined || wanted === '') return false;
    return compare === 'exact' ? found === wanted : essence(found) === essence(wanted);
  });
}

/** Letters and digits alone, in one case. */
const essence = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
