import { Command } from 'commander';
import { exportCommand } from './export.ts';
import { verifyCommand } from './verify.ts';

/** `ledger`: the journal of all hand-overs, to keep elsewhere and to prove. */
export const ledgerCommand = (): Command =>
  new Command('ledger')
    .description('export the journal of all hand-overs, and prove it')
    .addCommand(exportCommand())
    .addCommand(verifyCommand());
