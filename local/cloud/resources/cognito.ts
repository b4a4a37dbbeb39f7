import { asText } from '../template/json.ts';
import { stableId } from '../template/physical-name.ts';
import { arn, type ResourceType } from './resource-type.ts';

export const userPool: ResourceType = {
  identify: ({ stack, logicalId }, place) => {
    const id = `${place.region}_${stableId(stack, logicalId, 9)}`;
    const provider = `cognito-idp.${place.region}.amazonaws.com/${id}`;
    return {
      ref: id,
      attributes: {
        Arn: arn(place, 'cognito-idp', `userpool/${id}`),
        UserPoolId: id,
        ProviderName: provider,
        ProviderURL: `https://${provider}`,
      },
    };
  },
  provision: ({ ref, attributes }, cloud) => {
    cloud.services.identity.definePool({ poolId: ref, issuer: attributes['ProviderURL'] ?? '' });
  },
};

export const userPoolClient: ResourceType = {
  identify: ({ stack, logicalId }) => {
    const id = stableId(stack, logicalId, 26);
    return { ref: id, attributes: { ClientId: id, Name: logicalId } };
  },
  provision: ({ ref, properties }, cloud) => {
    cloud.services.identity.defineClient(ref, asText(properties['UserPoolId']) ?? '');
  },
};
