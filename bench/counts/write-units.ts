import type { AttributeValue } from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;

/** What indexes of our tables carry beside keys. */
const PROJECTED = ['pk', 'sk', 'head', 'version'];

/** Units that writing this item once costs: a kilobyte each, in the table and again in every index it is in. */
export function writeUnits(item: Item): number {
  const inIndexes = ['gsi1', 'gsi2'].map((index) => {
    const keys = [`${index}pk`, `${index}sk`];
    return item[`${index}pk`] ? kilobytes(item, [...PROJECTED, ...keys]) : 0;
  });
  return kilobytes(item, Object.keys(item)) + inIndexes.reduce((sum, units) => sum + units, 0);
}

function kilobytes(item: Item, names: readonly string[]): number {
  const bytes = names.reduce((sum, name) => sum + (name in item ? name.length + sizeOf(item[name]) : 0), 0);
  return Math.ceil(bytes / 1024);
}

/** Texts and bytes as they are; two digits of a number take a byte, and one more. */
function sizeOf(value: AttributeValue | undefined): number {
  if (value?.N !== undefined) return Math.ceil(value.N.length / 2) + 1;
  return value?.B?.length ?? Buffer.byteLength(value?.S ?? '');
}
