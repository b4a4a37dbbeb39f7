import { Command } from 'commander';
import { coldStartCommand } from './jobs/cold-start.ts';
import { cpuCommand } from './jobs/cpu.ts';
import { documentCommand } from './jobs/document.ts';
import { handOverCommand } from './jobs/hand-over.ts';
import { ingestCommand } from './jobs/ingest.ts';
import { mappingCommand } from './jobs/mapping.ts';
import { quoteCommand } from './jobs/quote.ts';

/** `npm run bench -- <job>`: prints one JSON document; see README.md for how to read it. */
await new Command('bench')
  .description('benchmarks of Orderseam: exact counts, and times as medians of rounds')
  .addCommand(ingestCommand())
  .addCommand(cpuCommand())
  .addCommand(coldStartCommand())
  .addCommand(mappingCommand())
  .addCommand(documentCommand())
  .addCommand(quoteCommand())
  .addCommand(handOverCommand())
  .parseAsync();
