import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scaffold, templateNames, isTemplate } from '../../../../cli/connector/new/scaffold.ts';
import { buildConnector, loadConnector } from '../../../../functions/shared/erp/connectors.ts';
import { valueAt, type JsonValue } from '../../../../functions/shared/erp/lossless-json.ts';
import { checkConnector } from '../../../../functions/shared/erp/trial/check-connector.ts';
import { mutantsOf } from '../../../support/erp/mutants.ts';
import { noticingVectors } from '../../../support/erp/noticing-vectors.ts';
import { runCommand } from '../../../support/run-command.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const templates = templateNames.filter(isTemplate);

function scaffolded(template: (typeof templates)[number]): string {
  const folder = join(temporaryFolder(), 'my-erp');
  scaffold(template, { folder, name: 'my-erp', title: 'My ERP' });
  return folder;
}

describe.each(templates)('a connector that starts from %s', (template) => {
  it('passes its own vectors at once', async () => {
    const check = await checkConnector(scaffolded(template));

    expect(check).toMatchObject({ name: 'my-erp', ok: true, problems: [] });
    expect(check.vectors.flatMap(({ maps }) => maps)).toEqual(
      expect.arrayContaining(['customers', 'products', 'invoices', 'outbound create-order']),
    );
  });

  it('shows invoices with no line, one and two, and a credit note', async () => {
    const names = (await checkConnector(scaffolded(template))).vectors.map(({ name }) => name);

    expect(names).toEqual(
      expect.arrayContaining(['invoice-without-lines', 'invoice-one-line', 'invoice', 'credit-note']),
    );
  });

  it('has vectors that notice every field that is left out or exchanged', async () => {
    const folder = scaffolded(template);
    const { manifest, sources } = loadConnector(folder);
    const isNoticed = noticingVectors(folder);
    const unnoticed: string[] = [];
    for (const [file, source] of Object.entries(sources))
      for (const mutant of mutantsOf(source)) {
        const connector = buildConnector(manifest, { ...sources, [file]: mutant.source });
        if (!(await isNoticed(connector))) unnoticed.push(`${file}: ${mutant.what}`);
      }

    expect(unnoticed).toEqual([]);
  });

  it('lists what is to be said of the ERP by places that are there, and every mapping among them', () => {
    const folder = scaffolded(template);
    const list = readFileSync(join(folder, 'TODO.md'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('- '));
    const places = list.flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, place = '']) => place));
    const manifest = JSON.parse(readFileSync(join(folder, 'connector.json'), 'utf8')) as JsonValue;
    const isThere = (place: string) =>
      place.endsWith('.jsonata') ? existsSync(join(folder, place)) : valueAt(manifest, place) !== undefined;

    expect(list.every((line) => line.startsWith('- [ ] '))).toBe(true);
    expect(places.filter((place) => !isThere(place))).toEqual([]);
    expect(places).toEqual(
      expect.arrayContaining(readdirSync(folder).filter((file) => file.endsWith('.jsonata'))),
    );
  });
});

describe('connector new', () => {
  it('says what comes next, for people and for scripts', async () => {
    const connectors = temporaryFolder();
    const first = await runCommand(
      'connector',
      'new',
      'my-erp',
      '--title',
      'My $& "ERP"',
      '--connectors',
      connectors,
    );
    const manifest: unknown = JSON.parse(readFileSync(join(connectors, 'my-erp', 'connector.json'), 'utf8'));
    const second = await runCommand('connector', 'new', 'other', '--connectors', connectors, '--json');

    expect(first).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /connector check my-erp .*connector try my-erp .*connector lint my-erp /s,
      ),
    });
    expect(manifest).toMatchObject({ name: 'my-erp', title: 'My $& "ERP"' });
    expect(JSON.parse(second.stdout)).toMatchObject({
      folder: join(connectors, 'other'),
      files: expect.arrayContaining(['TODO.md', 'connector.json', 'vectors/invoice.json']),
      next: [
        expect.stringContaining('check other'),
        expect.stringContaining('try other'),
        expect.stringContaining('lint other'),
      ],
    });
  });

  it('points the editor at the schema, wherever the folder lies', () => {
    const folder = scaffolded('pull');
    const { $schema } = loadConnector(folder).manifest;

    expect($schema).toBeDefined();
    expect(existsSync(join(folder, $schema ?? 'nowhere'))).toBe(true);
  });

  it('overwrites nothing', async () => {
    const connectors = temporaryFolder();
    writeFileSync(join(connectors, 'my-erp'), 'mine');

    expect(await runCommand('connector', 'new', 'my-erp', '--connectors', connectors)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is there already; nothing was changed'),
    });
    expect(readFileSync(join(connectors, 'my-erp'), 'utf8')).toBe('mine');
  });

  it.each(['My-Erp', '-erp', 'erp-', 'a--b', '../erp', 'erp.x', 'ümlaut', '', 'x'.repeat(61)])(
    'refuses the name "%s"',
    async (name) => {
      const connectors = temporaryFolder();

      expect(await runCommand('connector', 'new', '--connectors', connectors, '--', name)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('is no name for a connector'),
      });
      expect(readdirSync(connectors)).toEqual([]);
    },
  );

  it.each([
    [
      'a template that is none',
      ['erp', '--from', 'soap'],
      /Allowed choices are standard, pull, webhook-pointer/,
    ],
    ['a folder that is not there', ['erp', '--connectors', '/nowhere/at-all'], /There is no folder/],
  ])('ends with 2 for %s', async (_, words, message) => {
    expect(await runCommand('connector', 'new', ...words)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(message),
    });
  });
});
