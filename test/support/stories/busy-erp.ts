import { entitySchema, type Entity } from '../../../domain/canonical/change.ts';
import type { Seeded } from '../seeded.ts';
import { secondLife, wholeLife } from './example-stories.ts';
import type { Story, Step } from './story.ts';

/** Stories of many records, by chance of every length and kind; together at least `steps` steps. */
export function busyErp(chance: Seeded, steps: number): Story[] {
  const stories: Story[] = [];
  for (let told = 0; told < steps; told += stories.at(-1)?.steps.length ?? 0) {
    const entity = entitySchema.options[stories.length % 3] ?? 'debtor';
    stories.push({ entity, externalId: `${entity}-${stories.length}`, steps: anyLife(chance, entity) });
  }
  return stories;
}

/** Half of all records live on, some of them with many more changes. */
function anyLife(chance: Seeded, entity: Entity): Step[] {
  if (chance.happens(0.2)) return secondLife(entity);
  const life = wholeLife(entity);
  if (chance.happens(0.3)) return life;
  const alive = life.slice(0, -1);
  const more = Array.from({ length: chance.below(12) }, () => alive[1 + chance.below(alive.length - 1)]);
  return [...alive, ...more.filter((step) => step !== undefined)];
}
