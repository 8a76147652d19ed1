/** Watches a sandbox, or the measured CPUs, with `perf`: counters and samples, or why there are none. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, runCommand } from '../../host/commands/command.js';
import { errorCode } from '../../host/errno.js';
import { startWatcher, type Watcher } from '../../host/groups/run-around.js';
import type { Host } from '../../host/host.js';
import type { Counters } from '../../results/schema/inspection.js';
import { DEEPEST_STACK, type Folded, foldStacks } from './stacks.js';

const PERF = 'perf';

export interface Perf {
  /** `counted` where the CPUs count instructions and cycles here. */
  readonly pmu: 'counted' | 'none';
}

export interface FoundPerf {
  readonly perf?: Perf;
  /** Sentences that say what cannot be had of it, and why. */
  readonly notes: readonly string[];
}

/** Names of events as perf has them, and ours. Of a PMU's events a guest of KVM is left out. */
const COUNTED = { 'context-switches': 'contextSwitches', 'page-faults': 'pageFaults' } as const;
const COUNTED_BY_PMU = { 'instructions:H': 'instructions', 'cycles:H': 'cycles' } as const;

/** A CPU is sampled so often in a second: no multiple of a usual timer's frequency. */
const HERTZ = 499;
/** All CPUs together give at most about so many samples, whose text then fits into what is kept of a command. */
const MOST_SAMPLES = 5_000;

export async function findPerf(): Promise<FoundPerf> {
  const mode = lockdown();
  if (mode === 'confidentiality')
    return { notes: ['Nothing was sampled: the kernel is locked down (confidentiality), which forbids perf.'] };
  const refusal = await refusalOf('cpu-clock');
  if (refusal !== undefined) return { notes: [`Nothing was sampled: ${refusal}.`] };
  const withoutPmu = await refusalOf('cycles');
  if (withoutPmu === undefined) return { perf: { pmu: 'counted' }, notes: [] };
  const note = `Instructions and cycles were not counted, for want of a PMU that perf may use: ${withoutPmu}.`;
  return { perf: { pmu: 'none' }, notes: [note] };
}

/** Returns why the event is not counted, without a full stop; undefined where it is. */
async function refusalOf(event: string): Promise<string | undefined> {
  try {
    const { code, stderr } = await runCommand([PERF, 'stat', '-x', ',', '-a', '-e', event, '--', 'true']);
    if (code === 0 && !/<not (?:supported|counted)>/.test(stderr)) return undefined;
    if (code === 0) return `perf counts no ${event} here`;
    const [said = `exit code ${code}`] = stderr.split('\n').filter((line) => !/^(?:Error:)?\s*$/.test(line));
    return `perf says "${said.trim().replace(/\.$/, '')}"${paranoia()}`;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const [said = ''] = error.message.split('\n');
    return `${said.replace(/^perf .* (?=is not installed)/, 'perf ')} (Debian: linux-perf, Ubuntu: linux-tools-generic)`;
  }
}

/** A kernel that asks for more than root has, as in a container, is set by this. */
function paranoia(): string {
  const level = readIfThere('/proc/sys/kernel/perf_event_paranoid');
  return level === undefined ? '' : `, kernel.perf_event_paranoid is ${level}`;
}

const lockdown = (): string | undefined => /\[(\w+)\]/.exec(readIfThere('/sys/kernel/security/lockdown') ?? '')?.[1];

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

export interface Watched {
  /** It is a Linux CPU list, and how many it has. */
  readonly cpus: string;
  readonly cpuCount: number;
  /** These processes are watched, and all that they start; where there are none, all that the CPUs do. */
  readonly pids: readonly number[];
  /** About so long, by which the frequency is chosen. */
  readonly seconds: number;
  /** The commands are ended after so long. */
  readonly limitSeconds: number;
  /** A folder of ours, on record. */
  readonly folder: string;
}

export interface Sampled {
  readonly counters: Counters;
  readonly folded?: Folded;
  readonly notes: readonly string[];
}

export interface Watching {
  /** @throws nothing for what perf does: that is in the notes. */
  end(): Promise<Sampled>;
}

/** Watches from when this returns until `end` is called. */
export async function watchWith(host: Host, perf: Perf, watched: Watched): Promise<Watching> {
  const { folder } = watched;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // perf keeps copies of programs below HOME, and reads its settings there.
  const options = { timeoutSeconds: watched.limitSeconds, env: { HOME: folder } };
  const data = join(folder, 'perf.data');
  // What the one that samples does to begin and to end is not counted.
  const recording = await startWatcher(host, recordCommand(perf, watched, data), folder, options);
  const counting = await startWatcher(host, statCommand(perf, watched), folder, options);
  return {
    end: async () => {
      const [counted, recorded] = [await outcomeOf(counting), await outcomeOf(recording)];
      const script = 'failed' in recorded ? recorded : await scriptOf(data, options);
      const failed = [counted, script].flatMap((one) => ('failed' in one ? [one.failed] : []));
      return {
        counters: 'failed' in counted ? {} : readCounters(counted.text),
        ...('text' in script && { folded: foldStacks(script.text) }),
        notes: failed.map((why) => `A part of what perf gives is missing: ${why}.`),
      };
    },
  };
}

const eventsOf = ({ pmu }: Perf): Readonly<Record<string, keyof Counters>> =>
  pmu === 'counted' ? { ...COUNTED, ...COUNTED_BY_PMU } : COUNTED;

const targetOf = ({ cpus, pids }: Watched): string[] => (pids.length === 0 ? ['-C', cpus] : ['-p', pids.join(',')]);

function statCommand(perf: Perf, watched: Watched): string[] {
  return [PERF, 'stat', '-x', ',', '-e', Object.keys(eventsOf(perf)).join(','), ...targetOf(watched), '--'];
}

function recordCommand({ pmu }: Perf, watched: Watched, data: string): string[] {
  const { cpuCount, seconds } = watched;
  const hertz = Math.max(1, Math.min(HERTZ, Math.floor(MOST_SAMPLES / (seconds * cpuCount))));
  const event = pmu === 'counted' ? 'cycles:H' : 'cpu-clock';
  return [
    PERF,
    'record',
    '-q',
    '-N',
    '-B',
    '-o',
    data,
    '-F',
    String(hertz),
    '-e',
    event,
    ...targetOf(watched),
    '-g',
    '--',
  ];
}

type Outcome = { readonly text: string } | { readonly failed: string };

/** What perf counts goes to its standard error. */
async function outcomeOf(watcher: Watcher): Promise<Outcome> {
  return told(async () => {
    const { code, stderr } = await watcher.end();
    return code === 0 ? { text: stderr } : { failed: `perf ended with exit code ${code}: ${firstLine(stderr)}` };
  });
}

/** Inlined calls are not looked up, which takes minutes where programs have debug information. */
async function scriptOf(data: string, options: { readonly env: Readonly<Record<string, string>> }): Promise<Outcome> {
  const argv = [PERF, 'script', '-i', data, '--no-inline', '--max-stack', String(DEEPEST_STACK)];
  return told(async () => {
    const { code, stdout, stderr } = await runCommand([...argv, '-F', 'comm,pid,ip,sym,dso'], options);
    return code === 0 ? { text: stdout } : { failed: `perf script ended with ${code}: ${firstLine(stderr)}` };
  });
}

async function told(act: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { failed: firstLine(error.message) };
  }
}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';

/** Reads lines such as `1234,,context-switches,…`; what was not counted is left out. Pure. */
export function readCounters(text: string): Counters {
  const names = new Map<string, string>(Object.entries({ ...COUNTED, ...COUNTED_BY_PMU }));
  const rows = text.split('\n').flatMap((line) => {
    const [value = '', , event = ''] = line.split(',');
    const name = names.get(event);
    return name !== undefined && /^\d{1,18}$/.test(value) ? [[name, Number(value)] as const] : [];
  });
  return Object.fromEntries(rows);
}
