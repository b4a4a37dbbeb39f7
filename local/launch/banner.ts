import { resolve } from 'node:path';
import { DEFAULT_FOLDER } from './options.ts';
import type { RunningFile } from './running-file.ts';

export interface Readiness {
  readonly urls: RunningFile['urls'];
  readonly dataFolder: string;
  readonly bootMs: number;
}

/** What a newcomer wants to know once everything answers. */
export function banner({ urls, dataFolder, bootMs }: Readiness): string {
  const rows = [
    ['Webhook API', `${urls.webhooks}/hooks/{connectionId}`],
    ['Admin API', urls.admin],
    ['its page', `${urls.admin}/docs`],
    ['Demo ERP', urls.demoErp],
    ['data and logs', dataFolder],
  ] as const;
  const width = Math.max(...rows.map(([label]) => label.length));
  const orderseam = `npm run --silent orderseam -- ${givenFolder(dataFolder)}`;
  return [
    `Orderseam runs (${(bootMs / 1000).toFixed(1)} s). Ctrl-C stops it; everything is kept.`,
    '',
    ...rows.map(([label, value]) => `  ${label.padEnd(width)}   ${value}`),
    '',
    `Get a token:                  ${orderseam}token --role operator`,
    `Send a first signed webhook:  ${orderseam}webhook events/standard/debtor-updated.json`,
    `See what became of it:        ${orderseam}deliveries --limit 5`,
    '',
  ].join('\n');
}

/** The command line looks into the default folder unless it is told otherwise. */
const givenFolder = (dataFolder: string): string =>
  dataFolder === resolve(DEFAULT_FOLDER) ? '' : `--data ${dataFolder} `;
