import { createHash } from 'node:crypto';

const LONGEST_NAME = 63;

/** A name for a resource that has none: the same at every boot, so that stored data is found again. */
export function physicalName(stack: string, logicalId: string): string {
  const name = `${stack}-${logicalId}`;
  if (name.length <= LONGEST_NAME) return name;
  const suffix = stableId(stack, logicalId, 8);
  return `${name.slice(0, LONGEST_NAME - suffix.length - 1)}-${suffix}`;
}

/** Short identifiers as API Gateway and Cognito make them, but stable: from the resource, not from chance. */
export function stableId(stack: string, logicalId: string, length: number): string {
  const digits = createHash('sha256').update(`${stack}/${logicalId}`).digest('hex');
  return BigInt(`0x${digits}`).toString(36).slice(0, length);
}
