import { describe, expect, it } from 'vitest';
import { createChaos, noChaos } from '../../../../local/cloud/chaos.ts';

const items = Array.from({ length: 1000 }, (_, index) => index);
const run = (options: Omit<Parameters<typeof createChaos>[0], 'seed'>, seed = 7) =>
  createChaos({ seed, ...options })(items);

describe('chaos', () => {
  it('leaves everything alone when nothing is asked for', () => {
    expect(run({})).toEqual(noChaos(items));
  });

  it('does the same again for the same seed and something else for another', () => {
    const options = { duplicate: 0.5, drop: 0.5, reorder: 1 };

    expect(run(options)).toEqual(run(options));
    expect(run(options, 8)).not.toEqual(run(options));
  });

  it('delivers about as many twice as the probability says', () => {
    const [, again = []] = run({ duplicate: 0.2 }).deliveries;

    expect(again.length).toBeGreaterThan(150);
    expect(again.length).toBeLessThan(250);
  });

  it('drops messages and hands over the others', () => {
    const [kept = []] = run({ drop: 0.3 }).deliveries;

    expect(kept.length).toBeGreaterThan(630);
    expect(kept.length).toBeLessThan(770);
  });

  it('shuffles without losing anything', () => {
    const [shuffled = []] = run({ reorder: 1 }).deliveries;

    expect(shuffled).not.toEqual(items);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(items);
  });

  it('delays by at most what is allowed', () => {
    const { delayMs } = run({ delay: { probability: 1, atMostMs: 50 } });

    expect(delayMs).toBeGreaterThan(0);
    expect(delayMs).toBeLessThanOrEqual(50);
  });
});
