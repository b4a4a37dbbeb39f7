import { firstLoadSchema, type FirstLoad } from '../../../domain/first-load/first-load.ts';
import { keys } from './keys.ts';
import { getSmall, putSmall, type SmallLayout } from './small-records.ts';
import type { Store } from './store.ts';

const layout: SmallLayout<FirstLoad> = {
  schema: firstLoadSchema,
  key: ({ connectionId, firstLoadId }) => keys.firstLoad(connectionId, firstLoadId),
};

export interface FirstLoadAddress {
  readonly connectionId: string;
  readonly firstLoadId: string;
}

export const getFirstLoad = (
  store: Store,
  { connectionId, firstLoadId }: FirstLoadAddress,
): Promise<FirstLoad | undefined> => getSmall(store, layout, keys.firstLoad(connectionId, firstLoadId));

/** `load` carries the new version; whoever wrote meanwhile makes it a ConcurrentChangeError, and the step is tried again from there. */
export const putFirstLoad = (store: Store, load: FirstLoad): Promise<FirstLoad> =>
  putSmall(store, layout, load);
