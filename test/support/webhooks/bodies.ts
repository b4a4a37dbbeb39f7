/** The largest body the door takes: what base64 leaves of a function's 6 MB of event. */
export const MOST_BYTES = 4_718_592;

/** A debtor's change with `data` as written, so that a case can send what no serialiser writes. */
export const debtorUpdate = (data = '"name":"Musterbau GmbH"'): string =>
  `{"type":"debtor.updated","timestamp":"2026-02-01T07:59:00Z","data":{"id":"d-1",${data}}}`;

export const typed = (type: unknown, data: object = { id: 'd-1', name: 'Musterbau GmbH' }): string =>
  JSON.stringify({ type, timestamp: '2026-02-01T07:59:00Z', data });

/** A valid change of exactly so many bytes. */
export function debtorUpdateOf(bytes: number): string {
  const text = debtorUpdate('"pad":["",""]');
  const most = 900_000;
  const left = bytes - text.length;
  const pads = Array.from({ length: Math.floor(left / (most + 3)) }, () => 'x'.repeat(most));
  const rest = left - pads.length * (most + 3);
  const list = ['x'.repeat(rest), '', ...pads];
  return debtorUpdate(`"pad":${JSON.stringify(list)}`);
}

export const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
