/** Causes a fault and checks everything afterwards. */
import { STAYS_ON_RECORD } from '../../src/app/restore-host.js';
import type { Fault, Finding, Provoked } from './fault.js';
import { changesSince, takeInventory } from './inventory.js';
import { withinLimit } from './limit.js';
import { CACHE, World } from './world.js';

/** The message of a cleanup or a run when nothing is left of it. */
const AS_IT_WAS = /The host is as it was/;

export async function judge(fault: Fault): Promise<Finding> {
  const world = new World();
  const apart = [world.state, world.output, CACHE];
  const before = takeInventory(apart);
  const draftsBefore = world.drafts();
  const others: string[] = [];
  let provoked: Provoked = { code: null, stderr: '' };
  try {
    provoked = await withinLimit(() => fault.provoke(world));
  } catch (error) {
    others.push(
      `could not be caused: ${error instanceof Error ? error.message.slice(0, 2000) : String(error)}`,
      ...world.lastWords(),
    );
  }
  others.push(...(fault.expect?.(provoked, world) ?? []));
  const claims = claimsRestored(provoked);
  const wrong = claims ? await changesSince(before, apart) : [];
  const cleanup = await cleanedUp(world);
  const drafts = world.drafts().filter((path) => !draftsBefore.includes(path));
  const left = [...(await changesSince(before, apart)), ...drafts.map((path) => `+ draft ${path}`)];
  if (cleanup.code === 0 && left.length > 0) wrong.push(...left.map((line) => `after cleanup: ${line}`));
  if (cleanup.code !== 0) others.push(`cleanup ended with ${cleanup.code}: ${cleanup.stderr.slice(-300)}`);
  const bug = [provoked, cleanup].find(({ code }) => code === 70);
  if (bug) others.push(bug.stderr.slice(-800));
  const lost = world.lost(blocksTold(provoked.stderr));
  if (left.length === 0) world.remove();
  return {
    ...{ name: fault.name, done: fault.done, code: provoked.code, seconds: provoked.seconds },
    ...{ lost, left, wrong, isBug: bug !== undefined, isMissed: fault.isMissed?.(provoked) ?? false, others },
  };
}

const CANCELLED = 130;

/**
 * The exit codes of a complete run promise that the host was restored, and so does that of a cancelled one, unless it
 * says what stays on record: there was no time for it.
 */
function claimsRestored({ code, stderr }: Provoked): boolean {
  if ([0, 1, 4].includes(code ?? -1) || AS_IT_WAS.test(stderr)) return true;
  return code === CANCELLED && !stderr.includes(STAYS_ON_RECORD);
}

async function cleanedUp(world: World): Promise<Provoked> {
  try {
    return await withinLimit(() => world.tare('cleanup'));
  } catch (error) {
    return { code: null, stderr: String(error) };
  }
}

/** Returns the number of blocks that were announced. A block is on the disk before the next one is announced. */
function blocksTold(stderr: string): number {
  const numbers = Array.from(stderr.matchAll(/block (\d+) of/g), ([, number]) => Number(number));
  return Math.max(0, ...numbers) === 0 ? 0 : Math.max(...numbers) - 1;
}
