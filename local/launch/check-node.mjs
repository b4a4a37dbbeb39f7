/** Plain JavaScript that any Node understands: an older one fails on the first TypeScript file without saying why. */
const OLDEST = [22, 18];

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  process.stderr.write(
    `Orderseam needs Node ${OLDEST.join('.')} or newer, this is ${process.versions.node}. ` +
      'Run it as "npm start": npm ci has put a Node 24 beside the dependencies on Linux and Windows; elsewhere install Node 24.\n',
  );
  process.exit(1);
}
