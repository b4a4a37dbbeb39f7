import type { TableNames } from '../shared/store/store.ts';
import type { DoorPorts } from './ports.ts';

/** Few webhooks are settled at the door: the tables and their client are loaded with the first of them. */
export function lateSettling(names: TableNames): DoorPorts['settle'] {
  let loading: Promise<DoorPorts['settle']> | undefined;
  const load = () => (loading ??= import('./settle-at-once.ts').then(({ settling }) => settling(names)));
  return async (settlement) => (await load())(settlement);
}
