import type { MapState } from '../definition/schema.ts';
import type { Work } from '../engine/frame.ts';
import { evaluateNumber, type Here } from '../engine/thread.ts';
import { StatesError } from '../errors.ts';

/** How many items may fail; a failed batch counts all its items. Without any setting none may. */
export class Tolerance {
  readonly #most: number;
  #failed = 0;

  private constructor(most: number) {
    this.#most = most;
  }

  static async of(here: Here<MapState>, work: readonly Work[]): Promise<Tolerance> {
    const items = work.reduce((sum, { weight }) => sum + weight, 0);
    const count = await setting(here, 'ToleratedFailureCount');
    const percentage = await setting(here, 'ToleratedFailurePercentage');
    const byCount = count ?? (percentage === undefined ? 0 : Infinity);
    const byPercentage = percentage === undefined ? Infinity : (items * percentage) / 100;
    return new Tolerance(Math.min(byCount, byPercentage));
  }

  /** Throws when the failures exceed what is tolerated. */
  count(failures: number): void {
    this.#failed += failures;
    if (this.#failed <= this.#most) return;
    throw new StatesError(
      'States.ExceedToleratedFailureThreshold',
      'The specified tolerated failure threshold was exceeded',
    );
  }
}

async function setting(
  here: Here<MapState>,
  name: 'ToleratedFailureCount' | 'ToleratedFailurePercentage',
): Promise<number | undefined> {
  const template = here.state[name];
  return template === undefined ? undefined : evaluateNumber(here, { name, template });
}
