/** The changes that a run makes to the host, and the programs that it starts, in their order. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOOK, World } from './world.js';

/** Variables with which the command is counted, and stopped at one of the points. */
export const hooked = (more: Readonly<Record<string, string>>) => ({ NODE_OPTIONS: `--require ${HOOK}`, ...more });

/** Returns the points of a run without a fault. The document of that run must survive every fault. */
export async function pointsOf(runtime: string): Promise<string[]> {
  const world = new World();
  const log = join(world.folder, 'points');
  // The first run fills the cache, which later ones find.
  await world.tare(...world.arguments(runtime));
  const run = world.start(world.arguments(runtime), hooked({ FAULTS_LOG: log }));
  const { code, stderr } = await run.finished();
  if (code !== 0 || !existsSync(log)) throw new Error(`the run without a fault ended with ${code}:\n${stderr}`);
  world.keepDocument();
  const points = readFileSync(log, 'utf8').trim().split('\n');
  world.remove();
  return points.map((line) => line.slice(line.indexOf(' ') + 1));
}
