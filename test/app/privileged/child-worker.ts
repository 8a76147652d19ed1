/** The half that is root: its work begins to listen only when it is told to, and has as many parts as it is told. */
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { listen } from '../../../src/app/interruption.js';
import { serve } from '../../../src/app/privileged/child.js';

const [, , parts = '1'] = process.argv;
/** How long a part waits for a stop. */
const PART_MS = 300;

process.exitCode = await serve(async (_, { output }) => {
  const told = once(process, 'SIGUSR2');
  // The wait for a signal alone keeps no process alive once its line has ended.
  const awake = setInterval(() => undefined, 1000);
  output('is', 'working');
  await told;
  clearInterval(awake);
  for (let part = 1; part <= Number(parts); part += 1) {
    const { stopping, signal, release } = listen(() => undefined);
    await delay(PART_MS);
    const how = signal.aborted ? 'stopped at once' : stopping.aborted ? 'stopped' : 'not stopped';
    process.stdout.write(`part ${part}: ${how}\n`);
    release();
  }
  return 0;
});
