import { AwsError } from '../aws-json/aws-error.ts';

/** Names one receive of one message: a later receive makes it void, and so does a reused sequence number. */
export interface Receipt {
  readonly seq: number;
  readonly id: string;
  readonly receives: number;
}

const HANDLE = /^(\d+)\.([0-9a-f-]{36})\.(\d+)$/;

export function receiptHandle({ seq, id, receives }: Receipt): string {
  return `${seq}.${id}.${receives}`;
}

export function parseReceipt(handle: string): Receipt {
  const [, seq, id, receives] = HANDLE.exec(handle) ?? [];
  if (seq && id && receives) return { seq: Number(seq), id, receives: Number(receives) };
  throw new AwsError('ReceiptHandleIsInvalid', `'${handle}' is no receipt handle of this service.`);
}
