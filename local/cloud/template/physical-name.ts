import { createHash } from 'node:crypto';

/** A name for a resource that has none: the same at every boot, so that stored data is found again. */
export function physicalName(stack: string, logicalId: string): string {
  return `${stack}-${logicalId}`.slice(0, 63);
}

/** Short identifiers as API Gateway and Cognito make them, but stable: from the resource, not from chance. */
export function stableId(stack: string, logicalId: string, length: number): string {
  const digits = createHash('sha256').update(`${stack}/${logicalId}`).digest('hex');
  return BigInt(`0x${digits}`).toString(36).slice(0, length);
}
