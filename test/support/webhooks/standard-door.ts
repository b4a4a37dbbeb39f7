import type { RawRequest } from '../../../functions/shared/erp/types.ts';
import { debtorUpdate } from './bodies.ts';
import { aConnection, aDoor, DOOR_NOW, type Door, type DoorOptions } from './door.ts';
import { signedRequest, signingKeys, type Sent } from './signed-request.ts';

/** A door with a Standard Webhooks source whose key is being replaced, and a paused one. */
export const aStandardDoor = (options: Partial<DoorOptions> = {}): Door =>
  aDoor({
    connections: [aConnection(), aConnection({ connectionId: 'paused', state: 'paused' })],
    secrets: { signingSecrets: [signingKeys.current, signingKeys.previous] },
    ...options,
  });

/** A debtor's change as that source posts it, with what a case changes. */
export const doorRequest = (sent: Partial<Sent> = {}): RawRequest =>
  signedRequest({ body: debtorUpdate(), nowMs: DOOR_NOW, ...sent });
