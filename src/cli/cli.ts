/** The command `tare`. The rest is loaded only when there is work, so that `--version` and mistakes answer at once. */
import { VERSION } from '../app/version.js';

if (process.argv[2] === '--version' || process.argv[2] === '-V') {
  process.stdout.write(`${VERSION}\n`);
} else {
  const { main } = await import('./commands/index.js');
  process.exitCode = await main(process.argv);
}
