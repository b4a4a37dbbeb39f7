import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A stack as a test writes it down: resources of a template, and the sources of its functions. */
export interface StackFixture {
  readonly name?: string;
  readonly resources: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly mappings?: Readonly<Record<string, unknown>>;
  readonly conditions?: Readonly<Record<string, unknown>>;
  /** CommonJS source by asset name; a function refers to it with `codeOf(name)`. */
  readonly functions?: Readonly<Record<string, string>>;
}

/** What the CDK writes as the `Code` of a function with a file asset. */
export const codeOf = (asset: string) => ({
  S3Bucket: { 'Fn::Sub': 'cdk-assets-${AWS::AccountId}-${AWS::Region}' },
  S3Key: `${asset}.zip`,
});

/** Writes an assembly of the given stacks into the folder, laid out as `cdk synth` does. */
export function writeAssembly(folder: string, stacks: readonly StackFixture[]): string {
  mkdirSync(folder, { recursive: true });
  const artifacts = stacks.flatMap((stack, index) => Object.entries(writeStack(folder, stack, index)));
  writeJson(folder, 'manifest.json', { version: '53.0.0', artifacts: Object.fromEntries(artifacts) });
  return folder;
}

function writeStack(folder: string, stack: StackFixture, index: number): Record<string, unknown> {
  const name = stack.name ?? `Test${index || ''}`;
  for (const [asset, source] of Object.entries(stack.functions ?? {})) {
    mkdirSync(join(folder, `asset.${asset}`), { recursive: true });
    writeFileSync(join(folder, `asset.${asset}`, 'index.js'), source);
  }
  const assets = Object.keys(stack.functions ?? {}).map((asset) => [
    asset,
    {
      source: { path: `asset.${asset}`, packaging: 'zip' },
      destinations: { here: { bucketName: 'cdk-assets', objectKey: `${asset}.zip` } },
    },
  ]);
  writeJson(folder, `${name}.assets.json`, { version: '53.0.0', files: Object.fromEntries(assets) });
  writeJson(folder, `${name}.template.json`, {
    Resources: stack.resources,
    Outputs: stack.outputs ?? {},
    Parameters: stack.parameters ?? {},
    Mappings: stack.mappings ?? {},
    Conditions: stack.conditions ?? {},
  });
  return {
    [`${name}.assets`]: { type: 'cdk:asset-manifest', properties: { file: `${name}.assets.json` } },
    [name]: { type: 'aws:cloudformation:stack', properties: { templateFile: `${name}.template.json` } },
  };
}

function writeJson(folder: string, file: string, content: unknown): void {
  writeFileSync(join(folder, file), JSON.stringify(content));
}
