import { addressOf } from '../admin-client.ts';
import { findInstance } from '../instance.ts';
import type { Finding } from './finding.ts';

const PATIENCE_MS = 3_000;

/** Whether the embedded installation on this data folder runs, and whether its parts answer. */
export async function checkInstance(dataFolder: string): Promise<Finding[]> {
  const what = 'embedded installation';
  const instance = findInstance(dataFolder);
  if (!instance)
    return [{ what, state: 'note', detail: 'does not run', advice: 'start it with "npm start"' }];
  const { pid, urls } = instance;
  return [
    { what, state: 'good', detail: `runs as process ${pid}` },
    ...(await Promise.all([
      answers('Webhook API', addressOf(urls.webhooks, 'hooks/doctor')),
      answers('Admin API', addressOf(urls.admin, 'health/live')),
      answers('demo ERP', addressOf(urls.demoErp, '')),
    ])),
  ];
}

/** Any answer that is no failure of the server will do: the Webhook API knows no connection of this name. */
async function answers(what: string, url: URL): Promise<Finding> {
  const advice = 'stop and start the application; its log files are in the data folder';
  try {
    const { status } = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (status < 500) return { what, state: 'good', detail: `answers at ${url.origin}` };
    return { what, state: 'bad', detail: `answered ${status} at ${url.href}`, advice };
  } catch (error) {
    const reason = error instanceof Error && error.name === 'TimeoutError' ? 'in time ' : '';
    return { what, state: 'bad', detail: `does not answer ${reason}at ${url.href}`, advice };
  }
}
