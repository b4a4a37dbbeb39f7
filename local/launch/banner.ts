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
  return [
    `Orderseam runs (${(bootMs / 1000).toFixed(1)} s). Ctrl-C stops it; everything is kept.`,
    '',
    ...rows.map(([label, value]) => `  ${label.padEnd(width)}   ${value}`),
    '',
    'Get a token:                  npm run --silent orderseam -- token --role operator',
    'Send a first signed webhook:  npm run --silent orderseam -- webhook events/standard/debtor-updated.json',
    'See what became of it:        npm run --silent orderseam -- deliveries --limit 5',
    '',
  ].join('\n');
}
