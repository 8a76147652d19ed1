/**
 * Measures how long a cancelled command takes to end, and whether the host is restored: `sudo npx tsx bench/cancel.ts
 * [PHASE]` really brings the command of `dist/` into each phase, sends SIGINT once or twice, and prints a Markdown
 * table. The limits are 10 s for one signal and 2 s for two. PHASE is a part of a name, and more of them may follow;
 * without one all phases are tried. The cache is TARE_CACHE_DIR, so that only the phases about the userland make one.
 * The table shows what was still there when the command had ended and was reported as on record, and what one
 * `cleanup` left of it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildRun, CPU } from '../test/support/run-builder.js';
import { cgroups, traces } from '../test/support/tare.js';
import { makeTinyUserland } from '../test/support/tiny-userland.js';

const CLI = fileURLToPath(new URL('../dist/cli/index.js', import.meta.url));
const LIMIT_MS = { once: 10_000, twice: 2000 };
type How = keyof typeof LIMIT_MS;
/** This is more than the bundles have. */
const HUGE_BYTES = 6 * 1024 ** 2;

/** Everything that one try made; it is undone after the try. */
class Stage {
  readonly folder = mkdtempSync('/var/tmp/tare-cancel-');
  readonly #children: ChildProcess[] = [];

  /**
   * Starts the command.
   * @param cache names a folder of the stage, where the machine's own cache is not wanted.
   */
  tare(args: readonly string[], { cache, state = 'state' }: { cache?: string; state?: string } = {}): Command {
    const env = {
      ...process.env,
      TARE_STATE_DIR: join(this.folder, state),
      NO_COLOR: '1',
      ...(cache && { TARE_CACHE_DIR: join(this.folder, cache) }),
    };
    const child = spawn(process.execPath, [CLI, ...args], { cwd: this.folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#children.push(child);
    return new Command(child);
  }

  /** Starts a process that holds something until the stage is cleared. */
  hold(file: string, ...args: string[]): ChildProcess {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#children.push(child);
    return child;
  }

  /** Returns what the command left, once the processes in its way have gone, and what one cleanup left of that. */
  async clear(command: Command): Promise<Pick<Row, 'left' | 'afterCleanup'>> {
    for (const child of this.#children) {
      const isRunning = child.exitCode === null && child.signalCode === null;
      if (isRunning) child.kill(child === command.child ? 'SIGKILL' : 'SIGINT');
      if (isRunning) await once(child, 'close');
    }
    const look = () => [...traces(this.folder), ...cgroups([`tare-${command.child.pid}-`])];
    const left = look();
    // The packages that apt installed are removed too; they are on record in this state folder alone.
    const isMore = existsSync(join(this.folder, 'state/journal/installed.jsonl'));
    const extent = isMore ? ['--cleanup', 'packages'] : [];
    await this.tare(['cleanup', ...extent], { cache: 'cache' }).ended;
    const afterCleanup = look();
    if (afterCleanup.length === 0) rmSync(this.folder, { recursive: true, force: true });
    return { left, afterCleanup };
  }
}

class Command {
  #text = '';
  readonly ended: Promise<unknown>;

  constructor(readonly child: ChildProcess) {
    this.ended = once(child, 'close');
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#text += text;
      });
  }

  async until(what: string, holds: () => boolean): Promise<void> {
    while (!holds()) {
      const isOver = await Promise.race([this.ended.then(() => true), delay(5, false)]);
      if (isOver) throw new Error(`it ended before ${what}: ${this.#text.slice(-600)}`);
    }
  }

  /** Resolves once the command has read its document, because it is busy with it from then on. */
  async reads(): Promise<void> {
    const bytes = () => Number(/^rchar: (\d+)/m.exec(textOf(`/proc/${this.child.pid}/io`))?.[1] ?? 0);
    await this.until('it read its document', () => bytes() > HUGE_BYTES);
  }

  says(text: string): Promise<void> {
    return this.until(`it said "${text}"`, () => this.#text.includes(text));
  }

  /** Resolves once a process below it has this program. */
  async starts(program: string): Promise<number> {
    let found: number | undefined;
    await this.until(`it started ${program}`, () => {
      found = descendants(this.child.pid ?? 0).find((pid) => programOf(pid) === program);
      return found !== undefined;
    });
    return found ?? 0;
  }
}

function descendants(root: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), Number(/^PPid:\t(\d+)/m.exec(textOf(`/proc/${name}/status`))?.[1])]),
  );
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === root || isBelow(parents.get(pid)));
  return [...parents.keys()].filter((pid) => pid !== root && isBelow(parents.get(pid)));
}

const programOf = (pid: number): string | undefined =>
  textOf(`/proc/${pid}/cmdline`)
    .split('\0')
    .slice(0, 2)
    .map((word) => word.split('/').at(-1))
    .find((word) => word !== 'perl');

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // The process has ended meanwhile.
  }
}

/** Makes a file that takes long to read and no space on the disk. */
function hole(path: string): void {
  writeFileSync(path, '');
  truncateSync(path, 2 * 1024 ** 3);
}

/** Copies the document of the folder with its first block two thousand times. */
function enlarged(folder: string): string {
  const path = join(folder, readdirSync(folder).find((name) => /^run-.*\.json$/.test(name)) ?? '');
  const { blocks, ...rest } = JSON.parse(readFileSync(path, 'utf8'));
  const many = Array.from({ length: 2000 }, (_, index) => ({ ...blocks[0], index }));
  const plan = { ...rest.plan, blocks: { min: 5000, max: 5000 } };
  writeFileSync(path, JSON.stringify({ ...rest, plan, blocks: many }));
  return path;
}

const run = (runtimes: string, ...more: string[]) => [
  ...['run', '--runtimes', runtimes, '--suites', 'cpu', '--memory', '256MiB', '--blocks', '40..40', ...more],
];

/** Resolves when the command is in the phase. */
type Provoke = (stage: Stage) => Promise<Command>;

const saying =
  (text: string, ...args: string[]): Provoke =>
  async (stage) => {
    const command = stage.tare(args);
    await command.says(text);
    return command;
  };

const PHASES: Readonly<Record<string, Provoke>> = {
  'waiting for the lock of measurements': async (stage) => {
    await stage.tare(run('native')).says('block 1');
    return saying('waiting for', ...run('native'))(stage);
  },
  'waiting for the lock of the cache': async (stage) => {
    const maker = stage.tare(['run', '--runtimes', 'native', '--suites', 'cpu'], { cache: 'cache', state: 'other' });
    await maker.starts('mmdebstrap');
    const command = stage.tare(run('native'), { cache: 'cache' });
    await command.says('waiting for');
    return command;
  },
  'making the userland': async (stage) => {
    const command = stage.tare(run('native'), { cache: 'cache' });
    await command.starts('mmdebstrap');
    return command;
  },
  'a download that stalls': async (stage) => {
    const server = createServer((_, response) => response.writeHead(200, { 'content-length': 1e6 }).write('#'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    server.unref().on('connection', (socket) => socket.unref());
    const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const command = stage.tare(run('runc@1.1.12', '--mirror', mirror));
    await once(server, 'request');
    return command;
  },
  'waiting for dpkg': async (stage) => {
    const lock =
      'import fcntl,time;f=open("/var/lib/dpkg/lock-frontend","w");fcntl.lockf(f,fcntl.LOCK_EX);print(1,flush=True);time.sleep(60)';
    const holder = stage.hold('python3', '-c', lock);
    if (holder.stdout) await once(holder.stdout, 'data');
    return saying('which holds', ...run(process.env.LACKING ?? 'bwrap'))(stage);
  },
  'installing a package': async (stage) => {
    const command = stage.tare(run(process.env.LACKING ?? 'bwrap'), { cache: 'cache' });
    await command.starts('apt-get');
    return command;
  },
  'taking in a userland': async (stage) => {
    const root = join(stage.folder, 'root');
    makeTinyUserland(root, 'echo sysbench 1.0.20');
    for (const name of ['a', 'b', 'c']) hole(join(root, name));
    const command = stage.tare(run('native', '--rootfs', root), { cache: 'cache' });
    await command.starts('tar');
    return command;
  },
  'resuming a huge document': async (stage) => {
    const first = await saying('block 3', ...run('native'))(stage);
    first.child.kill('SIGINT');
    await first.ended;
    const command = stage.tare(['run', '--resume', enlarged(join(stage.folder, 'tare-results'))]);
    await command.reads();
    return command;
  },
  'a report of a huge document': async (stage) => {
    const path = join(stage.folder, 'huge.json');
    const arms = Array.from({ length: 20 }, (_, at) => `runc@1.${at}`);
    const benchmarks = Array.from({ length: 50 }, (_, at) => ({ ...CPU, id: `cpu.prime${at}` }));
    writeFileSync(path, JSON.stringify(buildRun({ arms, benchmarks, blocks: 60, pairs: 1, spread: 0.01 })));
    const command = stage.tare(['report', path]);
    await command.reads();
    return command;
  },
  'preparing runc': saying('preparing runc', ...run('runc')),
  'a dockerd that hangs while it starts': async (stage) => {
    const command = stage.tare(run('docker'));
    process.kill(await command.starts('dockerd'), 'SIGSTOP');
    await delay(300);
    return command;
  },
  'importing into docker': saying('importing the userland', ...run('docker')),
  sizing: saying('sizing', ...run('runc')),
  'a block of runc': saying('block 2', ...run('runc')),
  'a block of docker': saying('block 2', ...run('docker')),
  ...Object.fromEntries(
    ['crun', 'runsc', 'podman', 'containerd', 'lxc', 'nspawn', 'incus', 'qemu{accel: tcg}'].map((runtime) => [
      `a block of ${runtime.replace(/\{.*/, '')}`,
      saying('block 2', ...run(runtime, '--launch-timeout', '3m')),
    ]),
  ),
  'a block of a docker that hangs': async (stage) => {
    const command = await saying('block 2', ...run('docker'))(stage);
    process.kill(await command.starts('dockerd'), 'SIGSTOP');
    return command;
  },
  'putting the host back': saying('putting the host back', ...run('docker').slice(0, -2), '--blocks', '1..1'),
  'cleanup after a kill': async (stage) => {
    const killed = await saying('block 1', ...run('docker'))(stage);
    killed.child.kill('SIGKILL');
    await killed.ended;
    return saying('putting back', 'cleanup')(stage);
  },
};

interface Row {
  readonly milliseconds: number;
  readonly code: number | null;
  readonly left: readonly string[];
  readonly afterCleanup: readonly string[];
}

async function cancelled(provoke: Provoke, how: How): Promise<Row> {
  const stage = new Stage();
  const command = await provoke(stage);
  const from = performance.now();
  command.child.kill('SIGINT');
  if (how === 'twice') {
    await delay(50);
    command.child.kill('SIGINT');
  }
  await Promise.race([command.ended, delay(60_000)]);
  const milliseconds = performance.now() - from;
  const code = command.child.exitCode;
  return { milliseconds, code, ...(await stage.clear(command)) };
}

function line(phase: string, how: How, { milliseconds, code, left, afterCleanup }: Row): string {
  const verdict = milliseconds <= LIMIT_MS[how] ? '' : ' **late**';
  const shown = (lines: readonly string[]) => lines.join('; ').replaceAll('|', '') || 'nothing';
  const cells = [phase, how, `${(milliseconds / 1000).toFixed(2)}${verdict}`, code ?? 'SIGINT', shown(left)];
  return `| ${[...cells, shown(afterCleanup)].join(' | ')} |`;
}

if (!existsSync(CLI)) throw new Error('dist/ is not built: npm run build');
const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.some((part) => name.includes(part));
console.log('| phase | SIGINT | ended after, s | exit code | left on record | left after one cleanup |');
console.log('| --- | --- | --- | --- | --- | --- |');
for (const [phase, provoke] of Object.entries(PHASES).filter(([name]) => isWanted(name)))
  for (const how of ['once', 'twice'] as const) {
    try {
      console.log(line(phase, how, await cancelled(provoke, how)));
    } catch (error) {
      console.log(`| ${phase} | ${how} | not provoked: ${error instanceof Error ? error.message : error} | | |`);
    }
  }
process.exit();
