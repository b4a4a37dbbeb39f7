// Prints how many tests passed, failed and were skipped, from the report of the run itself. Plain JavaScript: the
// machine's own Node may be an old one.
import { existsSync, readFileSync } from 'node:fs';

const [file = ''] = process.argv.slice(2);
const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;

/** A file that could not even be loaded has no tests to fail. */
const unloaded = (report?.testResults ?? []).filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
);
const passed = report?.numPassedTests ?? 0;
const failures = report ? report.numFailedTests + unloaded.length : 1;
const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);

process.stdout.write(`${passed} passed, ${failures} failed, ${skipped} skipped\n`);
process.exitCode = failures > 0 || passed === 0 ? 1 : 0;
