import type { ErpAccess } from './erp-access.ts';
import type { HttpPort } from './http-port.ts';
import type { KeptPass, PassKind } from './kept-pass.ts';

/** What is remembered of one connection between requests. It lives and dies with the port. */
export interface ProcessState {
  readonly passes: Map<PassKind, KeptPass>;
  running: number;
  readonly waiting: (() => void)[];
}

const states = new WeakMap<HttpPort, Map<string, ProcessState>>();

export function processState({ http, connection }: ErpAccess): ProcessState {
  const ofPort = states.get(http) ?? new Map<string, ProcessState>();
  states.set(http, ofPort);
  const state = ofPort.get(connection.connectionId) ?? { passes: new Map(), running: 0, waiting: [] };
  ofPort.set(connection.connectionId, state);
  return state;
}
