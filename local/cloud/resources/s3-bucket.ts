import { asText } from '../template/json.ts';
import { physicalName } from '../template/physical-name.ts';
import type { ResourceType } from './resource-type.ts';

/** Bucket names are lower case everywhere. */
export const s3Bucket: ResourceType = {
  identify: ({ stack, logicalId, properties }) => {
    const name = asText(properties['BucketName']) ?? physicalName(stack, logicalId).toLowerCase();
    return {
      ref: name,
      attributes: {
        Arn: `arn:aws:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.eu-central-1.amazonaws.com`,
      },
    };
  },
  provision: ({ ref }, { services }) => services.s3.ensureBucket(ref),
};
