import type { AppProps } from 'aws-cdk-lib';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };

/**
 * Set here and not in cdk.json so that the templates are the same byte for byte, whether the CDK's command line runs the
 * app or something else does. The CDK's version is pinned, so its recommended flags are too.
 */
export const appSettings: AppProps = {
  analyticsReporting: false,
  stackTraces: false,
  treeMetadata: false,
  context: {
    ...recommendedFlags,
    // An export in use cannot be removed or replaced: no function is left writing to a table that nobody reads.
    '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  },
};
