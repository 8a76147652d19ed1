/**
 * Limits the time of everything that a fault waits for, so that a hang is reported, with what its processes wait for,
 * and ended.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A machine that others use, or one that is emulated, takes longer: FAULTS_SLOW=3 multiplies every limit. */
export const SLOW = Number(process.env.FAULTS_SLOW ?? '1');

const LIMIT_SECONDS = 300;

/**
 * Does the work within the limit.
 * @throws Error with the processes that were left when the time was over; they are killed then.
 */
export async function withinLimit<T>(work: () => Promise<T>, seconds = LIMIT_SECONDS * SLOW): Promise<T> {
  // tsx keeps a compiler running, which does not belong to the fault.
  const before = new Set(startedHere().map(({ pid }) => pid));
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const left = startedHere().filter(({ pid }) => !before.has(pid));
      reject(new Error(`it hung for ${seconds} s in\n${left.map(describe).join('\n')}`));
      for (const { pid } of left) killed(pid);
    }, seconds * 1000);
  });
  try {
    return await Promise.race([work(), over]);
  } finally {
    clearTimeout(timer);
  }
}

interface Entry {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
  readonly name: string;
}

/** Returns the processes below this one, and those in the groups of runs. */
function startedHere(): Entry[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => entry(Number(name)));
  const ours = new Set([process.pid]);
  for (let before = 0; before < ours.size; ) {
    before = ours.size;
    for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid);
  }
  return all.filter(({ pid }) => pid !== process.pid && (ours.has(pid) || read(pid, 'cgroup').includes('/tare-')));
}

function entry(pid: number): Entry[] {
  const stat = read(pid, 'stat');
  const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const name = read(pid, 'cmdline').replaceAll('\0', ' ').trim().slice(0, 100);
  return name === '' ? [] : [{ pid, parent: Number(parent), state, name }];
}

function describe({ pid, parent, state, name }: Entry): string {
  const group = read(pid, 'cgroup').trim().split('\n').at(-1) ?? '';
  return `${pid} of ${parent} ${state} in ${read(pid, 'wchan')} of ${group}: ${name}`;
}

function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // The process has ended.
  }
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(join('/proc', String(pid), file), 'utf8');
  } catch {
    // The process has ended.
    return '';
  }
}
