import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { program } from '../../../cli/program.ts';
import { adminRoutes } from '../../../functions/serve-admin-api/routes/index.ts';

/** Pages about the application; those about the embedded cloud name routes of other servers. */
const pages = globSync(['*.md', '{docs,events}/**/*.md'])
  .toSorted()
  .map((page) => ({ page, text: readFileSync(page, 'utf8') }));

const found = (pattern: RegExp) =>
  pages.flatMap(({ page, text }) => [...text.matchAll(pattern)].map(([, name = '']) => ({ page, name })));

describe('what the pages name exists', () => {
  const routes = adminRoutes.map(({ method, path }) => `${method} ${path}`);
  it.each(found(/`((?:GET|POST|PUT|PATCH|DELETE) \/[^`?\s]*)/g))('route $name in $page', ({ name }) => {
    expect(routes).toContain(name);
  });

  const commands = program().commands.map((command) => command.name());
  it.each(found(/orderseam(?: --)? ([a-z]+)[ `\n]/g).filter(({ page }) => page !== 'CHANGELOG.md'))(
    'command $name in $page',
    ({ name }) => {
      expect(commands).toContain(name);
    },
  );

  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync('package.json', 'utf8')));
  it.each(found(/npm run (?:--silent )?([a-z:]+)/g))('script $name in $page', ({ name }) => {
    expect(Object.keys(scripts)).toContain(name);
  });

  it.each(found(/`((?:domain|functions|lib|local|cli|connectors|state-machines|events)\/[\w./-]*)`/g))(
    'path $name in $page',
    ({ name }) => {
      expect(existsSync(name)).toBe(true);
    },
  );
});
