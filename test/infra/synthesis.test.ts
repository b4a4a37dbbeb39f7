import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'orderseam-synthesis-'));
const byCommandLine = join(folder, 'by-command-line');
const byItself = join(folder, 'by-itself');

/** No credentials, no region, no proxy to the world: only what a fresh machine has. */
const bareEnvironment = { PATH: process.env.PATH, HOME: folder };
let printed = '';

beforeAll(async () => {
  const env = { ...bareEnvironment, CDK_DISABLE_CLI_TELEMETRY: 'true' };
  const cdk = await run(
    'node_modules/.bin/cdk',
    ['synth', '--quiet', '--no-notices', '--output', byCommandLine],
    { env },
  );
  printed = cdk.stdout + cdk.stderr;
  await run(process.execPath, ['bin/orderseam.ts'], { env: { ...bareEnvironment, CDK_OUTDIR: byItself } });
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Templates and bundles: what is deployed. */
function deployedFiles(assembly: string): string[] {
  const files = readdirSync(assembly, { recursive: true, encoding: 'utf8' }).sort();
  return files.filter((file) => file.endsWith('.template.json') || file.startsWith('asset.'));
}

describe('cdk synth', () => {
  it('prints neither warnings nor errors', () => {
    expect(printed).not.toMatch(/warn|error|deprecat|acknowledge/i);
  });

  it('gives the same files byte for byte whenever and however it runs', () => {
    const files = deployedFiles(byCommandLine);

    expect(deployedFiles(byItself)).toEqual(files);
    for (const file of files.filter((name) => statSync(join(byCommandLine, name)).isFile()))
      expect(readFileSync(join(byItself, file)).equals(readFileSync(join(byCommandLine, file))), file).toBe(
        true,
      );
  });

  it('leaves the vectors of connectors behind', () => {
    const files = deployedFiles(byCommandLine);

    expect(files.filter((file) => file.endsWith('connector.json')).length).toBeGreaterThan(0);
    expect(files.filter((file) => file.includes('vectors'))).toEqual([]);
  });

  it('puts the page of the API beside the Admin API', () => {
    expect(deployedFiles(byCommandLine).filter((file) => file.endsWith('swagger-ui-bundle.js'))).toHaveLength(
      1,
    );
  });
});
