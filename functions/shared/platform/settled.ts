import type { MiddlewareObj } from '@middy/core';

/** Whatever a process holds of what others wait for is given back before it may sleep, however the invocation ended. */
export const settled = (held: { settle(): Promise<void> }): MiddlewareObj => ({
  after: () => held.settle(),
  onError: () => held.settle(),
});
