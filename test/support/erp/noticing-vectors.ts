import type { Connector } from '../../../functions/shared/erp/connectors.ts';
import {
  loadOutboundVectors,
  runOutboundVector,
} from '../../../functions/shared/erp/trial/outbound-vector.ts';
import { loadVectors, runVector, type VectorResult } from '../../../functions/shared/erp/trial/vector.ts';

/** Whether a vector of the folder fails for the connector given. */
export function noticingVectors(folder: string): (connector: Connector) => Promise<boolean> {
  const vectors: ((connector: Connector) => Promise<VectorResult>)[] = [
    ...[...loadVectors(folder)].map((each) => (connector: Connector) => runVector(connector, folder, each)),
    ...[...loadOutboundVectors(folder)].map(
      (each) => (connector: Connector) => runOutboundVector(connector, each),
    ),
  ];
  // The vector that noticed is asked first the next time: it often notices the next field, too.
  return async (connector) => {
    for (const [place, vector] of vectors.entries()) {
      if ((await vector(connector)).differences.length === 0) continue;
      vectors.unshift(...vectors.splice(place, 1));
      return true;
    }
    return false;
  };
}
