import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { LaunchError } from './launch-error.ts';
import { sourceHash } from './source-hash.ts';

/** What differs from a deployment: the demo ERP is reached over plain http. */
const CONTEXT = { 'orderseam:erpHttpHosts': '127.0.0.1' };
/** Assemblies of other sources that are kept: some may be running, others are switched back to. */
const KEPT = 12;

const cdkJsonSchema = z.object({ context: z.record(z.string(), z.unknown()).optional() });

export interface Synthesis {
  readonly folder: string;
}

/**
 * The folder with the synthesised application for the sources as they are now; made when there is none, which takes so
 * long that it is announced.
 */
export async function synthesise(
  root: string,
  log: (line: string) => void = () => undefined,
): Promise<Synthesis> {
  const store = join(root, 'cdk.out', 'embedded');
  const folder = join(store, sourceHash(root));
  if (existsSync(join(folder, 'manifest.json'))) return usedAgain(folder);
  log('Synthesising the application: the first time, and after its sources changed. Some seconds …');
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    await runApp(root, unfinished);
    moveInto(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  removeOld(store);
  return { folder };
}

/** What is in use is not old. */
function usedAgain(folder: string): Synthesis {
  utimesSync(folder, new Date(), new Date());
  return { folder };
}

/** The CDK app as the CDK's command line runs it, without that command line's own two seconds. */
async function runApp(root: string, folder: string): Promise<void> {
  const { context } = cdkJsonSchema.parse(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')));
  const environment = {
    ...process.env,
    CDK_OUTDIR: folder,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...CONTEXT }),
  };
  const app = spawn(process.execPath, ['bin/orderseam.ts'], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  app.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const code = await new Promise<number | null>((resolve, reject) =>
    app.once('error', reject).once('close', resolve),
  );
  if (code !== 0) throw new LaunchError(`The application could not be synthesised:\n${complaints.trim()}`);
}

/** Two starts may synthesise the same sources at once; the first one to finish wins. */
function moveInto(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(join(folder, 'manifest.json'))) throw error;
  }
}

function removeOld(store: string): void {
  const finished = readdirSync(store).filter((name) => !name.includes('.'));
  const newestFirst = finished
    .map((name) => ({ name, age: statSync(join(store, name)).mtimeMs }))
    .toSorted((a, b) => b.age - a.age);
  for (const { name } of newestFirst.slice(KEPT)) rmSync(join(store, name), { recursive: true, force: true });
}
