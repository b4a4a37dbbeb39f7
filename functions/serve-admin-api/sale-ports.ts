import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { clientSettings } from '../shared/platform/client-settings.ts';
import { documentFiles } from './adapters/document-files.ts';
import { handOvers } from './adapters/hand-overs.ts';
import { renderDocument } from './adapters/render-document.ts';
import type { SalePorts } from './ports.ts';
import type { Settings } from './settings.ts';

/** Documents and hand-overs: what few requests need. */
export const salePorts = (settings: Settings): SalePorts => ({
  documents: documentFiles(new S3Client(clientSettings), settings.DOCUMENTS_BUCKET),
  render: renderDocument(new LambdaClient(clientSettings), settings.RENDER_DOCUMENT_FUNCTION),
  handOvers: handOvers(new SFNClient(clientSettings), settings.HAND_OVER_STATE_MACHINE_ARN),
});
