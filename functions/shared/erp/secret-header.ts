/** Whether a header may hold what lets somebody in: such ones are never kept with a delivery. */
export const isSecretHeader = (name: string): boolean =>
  /auth|signature|secret|token|key|cookie|password/.test(name);
