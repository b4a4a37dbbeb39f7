import { describe, expect, it } from 'vitest';
import { longInvoice, mappedConnectors } from '../../../bench/mapping/long-invoice.ts';
import { parseLossless } from '../../../functions/shared/erp/lossless-json.ts';
import { mapToCanonical } from '../../../functions/shared/erp/map-to-canonical.ts';

async function cpuMicrosPerLine(name: string, lines: number): Promise<number> {
  const { connector, body, settings } = longInvoice(name, lines);
  const before = process.threadCpuUsage();
  const json = parseLossless(body);
  const payload = json.ok ? json.value : null;
  const invoice = await mapToCanonical(connector, { entity: 'invoice', payload, settings });
  const { user, system } = process.threadCpuUsage(before);

  expect(invoice.lines).toHaveLength(lines);
  return (user + system) / lines;
}

/** The best of some, because others use the machine, too. */
async function least(name: string, lines: number): Promise<number> {
  const tries: number[] = [];
  for (let n = 0; n < 4; n += 1) tries.push(await cpuMicrosPerLine(name, lines));
  return Math.min(...tries);
}

describe.each(mappedConnectors)('%s', (name) => {
  // Were a line to look at all others, one in 2,000 would cost some twenty times of one in 100.
  it('maps a line of a long invoice for what a line of a short one costs', { timeout: 60_000 }, async () => {
    const short = await least(name, 100);
    expect((await least(name, 2_000)) / short).toBeLessThan(5);
  });
});
