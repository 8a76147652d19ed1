/** The half that stays the user's, while the other one works: here a process that only says what it is told. */
import { createConnection } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { interruptible, listen } from '../../../src/app/interruption.js';
import { fromParent, receive, send } from '../../../src/app/privileged/channel.js';
import { asRoot } from '../../../src/app/privileged/parent.js';

/** A second stop would have come by then. */
const WORKS_MS = 300;

/** Works as the other half does. Returns how often it was told to stop. */
async function stopsWhileWorking(path: string, begun: () => void): Promise<number> {
  let stops = 0;
  const socket = createConnection(path);
  receive(socket, fromParent, ({ type }) => {
    if (type === 'begin') begun();
    else stops += 1;
  });
  await delay(WORKS_MS);
  send(socket, { type: 'end', code: 130 });
  socket.end();
  return stops;
}

it.each([
  ['a signal', () => void process.emit('SIGINT', 'SIGINT'), undefined],
  [
    'an error that nobody has caught',
    () => void process.emit('uncaughtException', new Error('nobody waits for this')),
    'nobody waits for this',
  ],
])('stops the half that is root, once, at %s', async (_what, come, says) => {
  let stops = 0;
  const interruption = listen(() => undefined);
  const work = interruptible(interruption, () =>
    asRoot({
      script: '/tare.js',
      argv: [],
      handOver: [],
      messages: { output: () => undefined, progress: () => undefined },
      start: async (_argv, _env, path) => {
        stops = await stopsWhileWorking(path, come);
        return 130;
      },
      otherWay: 'run it as root',
    }),
  );
  try {
    if (says === undefined) expect(await work).toBe(130);
    else await expect(work).rejects.toThrow(says);
  } finally {
    interruption.release();
  }
  expect(stops).toBe(1);
});
