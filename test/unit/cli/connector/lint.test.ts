import { describe, expect, it } from 'vitest';
import { connectorNames } from '../../../../cli/connector/connectors-folder.ts';
import { ruleNames } from '../../../../cli/connector/lint/finding.ts';
import { lintConnector } from '../../../../cli/connector/lint/lint-connector.ts';
import { isTemplate, templateNames } from '../../../../cli/connector/new/scaffold.ts';
import { aScaffold } from '../../../support/erp/a-scaffold.ts';
import { floatsAndChance } from '../../../support/erp/lint/floats-and-chance.ts';
import { goodCases } from '../../../support/erp/lint/good-cases.ts';
import { lostMeaning } from '../../../support/erp/lint/lost-meaning.ts';
import { runCommand } from '../../../support/run-command.ts';

const badCases = [...floatsAndChance, ...lostMeaning];

const faultsOf = async (folder: string) =>
  (await lintConnector(folder)).filter(({ level }) => level === 'fault');

describe('the linter', () => {
  it.each(badCases)('finds $rule: $what', async ({ rule, says, spoil }) => {
    const sentence = expect.stringMatching(says) as string;

    expect(await faultsOf(spoil(aScaffold()).folder)).toContainEqual(
      expect.objectContaining({ rule, sentence }),
    );
  });

  it('has a bad example for every rule that is a fault', () => {
    const notes = ['never-set', 'to-do'];
    const faults = ruleNames.filter((name) => !notes.includes(name));

    expect(new Set(badCases.map(({ rule }) => rule))).toEqual(new Set(faults));
  });

  it.each(goodCases)('says nothing where $what', async ({ change }) => {
    expect(await faultsOf(change(aScaffold()).folder)).toEqual([]);
  });

  it('names the file and the line, and what to do', async () => {
    const spoilt = aScaffold().edit('line.jsonata', '$decimal(taxRate)', '$string($number(taxRate))');

    expect(await faultsOf(spoilt.folder)).toEqual([
      {
        ...{ rule: 'float-money', level: 'fault', file: 'line.jsonata', line: 12 },
        sentence: expect.stringContaining('$number makes a float') as string,
        advice: expect.stringContaining('$decimal') as string,
      },
    ]);
  });

  it('lists what no vector shows, and what is still to be said, as notes', async () => {
    const note = (rule: string, file: string, words: string): unknown =>
      expect.objectContaining({
        level: 'note',
        rule,
        file,
        sentence: expect.stringContaining(words) as string,
      });

    expect(await lintConnector(aScaffold().folder)).toEqual(
      expect.arrayContaining([
        note('never-set', 'customer.jsonata', 'website'),
        note('to-do', 'TODO.md', 'identity.pattern'),
        note('to-do', 'customer.jsonata', 'null is "empty".'),
        note('to-do', 'connector.json', 'TODO: which version'),
      ]),
    );
  });

  it.each(connectorNames('connectors'))('finds nothing to mend or left to say in %s', async (name) => {
    const findings = await lintConnector(`connectors/${name}`);

    expect(findings.filter(({ rule }) => rule !== 'never-set')).toEqual([]);
  });

  it.each(connectorNames('test/connectors'))('finds nothing to mend in the example %s', async (name) => {
    expect(await faultsOf(`test/connectors/${name}`)).toEqual([]);
  });

  it.each(templateNames.filter(isTemplate))(
    'finds nothing to mend in what starts from %s',
    async (template) => {
      expect(await faultsOf(aScaffold(template).folder)).toEqual([]);
    },
  );
});

describe('connector lint', () => {
  const connectors = (folder: string) => ['--connectors', `${folder}/..`];

  it('ends with 1 where something is to be mended, and with 0 where nothing is', async () => {
    const spoilt = aScaffold().edit('line.jsonata', '$decimal(taxRate)', '$string($number(taxRate))');
    const bad = await runCommand('connector', 'lint', 'my-erp', ...connectors(spoilt.folder));
    const good = await runCommand('connector', 'lint', 'my-erp', ...connectors(aScaffold().folder), '--json');

    expect(bad).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/✗ line\.jsonata:12 float-money: .*my-erp: 1 to mend, /s),
    });
    expect(good.code).toBe(0);
    expect(JSON.parse(good.stdout)).toMatchObject({
      name: 'my-erp',
      findings: expect.arrayContaining([expect.objectContaining({ level: 'note' })]),
    });
  });

  it('says where to look when there is nothing to read', async () => {
    const broken = aScaffold().edit('line.jsonata', '{', '(');

    expect(await runCommand('connector', 'lint', 'my-erp', ...connectors(broken.folder))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('connector check my-erp'),
    });
  });
});

describe('connector check', () => {
  const checked = (folder: string) =>
    runCommand('connector', 'check', 'my-erp', '--connectors', `${folder}/..`, '--json');

  it('does not pass what only the linter finds', async () => {
    const spoilt = aScaffold()
      .edit('customer.jsonata', '$table("blocked", blocked)', 'blocked = "yes" ? "all" : "none"')
      .remove('vectors/customer-unknown-block.vector.json');
    const { code, stdout } = await checked(spoilt.folder);

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      problems: [],
      findings: expect.arrayContaining([expect.objectContaining({ rule: 'enum-guessed' })]),
    });
  });

  it('passes what has notes only', async () => {
    const { code, stdout } = await checked(aScaffold().folder);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      findings: expect.arrayContaining([expect.objectContaining({ level: 'note' })]),
    });
  });
});
