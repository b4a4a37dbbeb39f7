import { expect, it } from 'vitest';
import { templatesOf } from './support/synthesised.ts';

const templates = templatesOf();

/** Hashes follow the code and definitions follow their files; both have tests of their own. */
function withoutContents(_name: string, value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/[0-9a-f]{64}/g, '<asset>');
  if (typeof value === 'object' && value !== null && 'DefinitionString' in value)
    return { ...value, DefinitionString: '<definition>' };
  return value;
}

it.each([...templates])('%s is what was reviewed', async (stack, template) => {
  const golden = JSON.stringify(template, withoutContents, 2);

  await expect(`${golden}\n`).toMatchFileSnapshot(`golden/${stack}.snap`);
});

it('has the stacks that the documentation names', () => {
  expect([...templates.keys()]).toEqual([
    'OrderseamAdmin',
    'OrderseamCatchUp',
    'OrderseamData',
    'OrderseamHandOver',
    'OrderseamIngestion',
    'OrderseamOperations',
  ]);
});
