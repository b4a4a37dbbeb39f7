import { Command } from 'commander';
import { manifestJsonSchema } from '../../functions/shared/erp/manifest/json-schema.ts';
import { print } from '../output.ts';

/** `connector schema`: how docs/schemas/connector.schema.json is made. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('print the JSON Schema of connector.json, for editors')
    .option('--json', 'what it prints is JSON anyway')
    .action(() => print(true, manifestJsonSchema(), () => []));
}
