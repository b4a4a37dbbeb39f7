import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { appSettings } from '../../../lib/app-settings.ts';
import { addOrderseam } from '../../../lib/application.ts';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type JsonObject = Record<string, Json>;

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.json()).default({}),
  DeletionPolicy: z.string().optional(),
});
const templateSchema = z.looseObject({ Resources: z.record(z.string(), resourceSchema) });

export type Template = z.infer<typeof templateSchema>;

export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly deletionPolicy: string | undefined;
}

/** A temporary folder that goes when the tests end. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'orderseam-infra-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** An app with all stacks, without bundles: templates are the same but for the hashes of the assets. */
export function anApp(context: Record<string, unknown> = {}): { app: App; outdir: string } {
  const outdir = aFolder();
  const app = new App({
    ...appSettings,
    outdir,
    context: { ...appSettings.context, 'aws:cdk:bundling-stacks': [], ...context },
    builtinCloudFormationValidation: false,
  });
  addOrderseam(app);
  return { app, outdir };
}

/** Templates by stack name. */
export function templatesOf(context: Record<string, unknown> = {}): Map<string, Template> {
  const { app, outdir } = anApp(context);
  app.synth();
  const files = readdirSync(outdir).filter((file) => file.endsWith('.template.json'));
  return new Map(
    files.sort().map((file) => [file.replace('.template.json', ''), readTemplate(join(outdir, file))]),
  );
}

export function resourcesIn(templates: Map<string, Template>): Resource[] {
  return [...templates].flatMap(([stack, template]) =>
    Object.entries(template.Resources).map(([logicalId, resource]) => ({
      stack,
      logicalId,
      type: resource.Type,
      properties: resource.Properties,
      deletionPolicy: resource.DeletionPolicy,
    })),
  );
}

function readTemplate(path: string): Template {
  return templateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}
