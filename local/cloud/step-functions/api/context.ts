import type { Action } from '../../aws-json/server.ts';
import type { ExecutionService } from '../service/execution-service.ts';
import type { Place } from '../service/names.ts';

/** What the actions work on. */
export interface ApiContext {
  readonly service: ExecutionService;
  readonly place: Place;
}

export type ActionOf = (context: ApiContext) => Action;
