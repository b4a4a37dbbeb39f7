import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** Outgoing requests by `Service.Action`, `S3.METHOD`, or `http.METHOD` for everything else. */
export type CallCounts = Record<string, number>;

/**
 * Counts what the handler sends, for budgets: which services it calls how often decides its cost. Both of
 * Node's HTTP clients announce their requests on diagnostics channels.
 */
export function countCalls(): { take(): CallCounts } {
  const s3 = process.env['AWS_ENDPOINT_URL_S3'];
  let counts: CallCounts = {};
  const count = (name: string): void => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  subscribe('http.client.request.start', (message) => {
    count(nameOf((message as { readonly request: ClientRequest }).request, s3));
  });
  subscribe('undici:request:create', (message) => {
    count(`http.${(message as { readonly request: { readonly method: string } }).request.method}`);
  });
  return {
    take: () => {
      const taken = counts;
      counts = {};
      return taken;
    },
  };
}

function nameOf(request: ClientRequest, s3: string | undefined): string {
  const target = request.getHeader('x-amz-target');
  if (typeof target === 'string') return target.replace(/_\d{8}(?=\.)/, '');
  const host = `http://${String(request.getHeader('host'))}`;
  return `${host === s3 ? 'S3' : 'http'}.${request.method}`;
}
