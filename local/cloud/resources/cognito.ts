import { place } from '../place.ts';
import { stableId } from '../template/physical-name.ts';
import { arn, requiredText, type Place, type ResourceType } from './resource-type.ts';

export const userPool: ResourceType = {
  identify: ({ stack, logicalId }, here) => {
    const id = `${here.region}_${stableId(stack, logicalId, 9)}`;
    return {
      ref: id,
      attributes: {
        Arn: arn(here, 'cognito-idp', `userpool/${id}`),
        UserPoolId: id,
        ProviderName: issuerOf(here, id).replace('https://', ''),
        ProviderURL: issuerOf(here, id),
      },
    };
  },
  provision: ({ ref, attributes }, { services }) => {
    services.identity.definePool(ref, attributes['ProviderURL'] ?? '');
  },
};

export const userPoolClient: ResourceType = {
  identify: ({ stack, logicalId }) => {
    const id = stableId(stack, logicalId, 26);
    return { ref: id, attributes: { ClientId: id, Name: logicalId } };
  },
  provision: (resource, { services }) => {
    const poolId = requiredText(resource, 'UserPoolId');
    services.identity.defineClient({
      clientId: resource.ref,
      poolId,
      issuer: issuerOf(place, poolId),
    });
  },
};

function issuerOf({ region }: Pick<Place, 'region'>, poolId: string): string {
  return `https://cognito-idp.${region}.amazonaws.com/${poolId}`;
}
