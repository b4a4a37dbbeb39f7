import { ErpUnavailableError } from '../../../domain/errors.ts';

/** Whoever waits for an answer of this API waits 29 s at most, and a record that was read has to be mapped and compared, too. */
const MOST_SECONDS = 10;

/** What reading brings, unless the ERP takes longer than a person can be kept waiting; what it answers then is not looked at. */
export async function inTime<Read>(reading: Promise<Read>): Promise<Read> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const tell = () => reject(new ErpUnavailableError(`The ERP did not answer within ${MOST_SECONDS} s.`));
  const timer = setTimeout(tell, MOST_SECONDS * 1_000);
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
}
