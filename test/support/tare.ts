/** Runs the bundled command as a user would, with a state folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseRun } from '../../src/results/store.js';
import { withoutWarnings } from './node-warnings.js';
import { WORK_FOLDER } from './work-folder.js';

const CLI = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A working folder and the state folder that belongs to it. */
export class Workplace {
  readonly folder = mkdtempSync(join(WORK_FOLDER, 'tare-e2e-'));
  /** Variables in addition to those of the test itself. */
  readonly env: Record<string, string> = {
    TARE_STATE_DIR: join(this.folder, 'state'),
    XDG_CACHE_HOME: join(this.folder, 'cache'),
    NO_COLOR: '1',
  };
  readonly #children = new Set<ChildProcess>();

  start(...args: string[]): Running {
    return this.startIn(this.folder, ...args);
  }

  startIn(cwd: string, ...args: string[]): Running {
    const running = new Running(args, cwd, this.env);
    this.#children.add(running.child);
    return running;
  }

  /** Runs the command to its end. */
  async tare(...args: string[]): Promise<Finished> {
    return this.start(...args).finished();
  }

  /** Returns the run documents in the default output folder, oldest first. */
  documents(): string[] {
    const folder = join(this.folder, 'tare-results');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.startsWith('run-') && name.endsWith('.json'))
      .sort()
      .map((name) => join(folder, name));
  }

  newest() {
    const path = this.documents().at(-1);
    if (!path) throw new Error('there is no run document');
    return { path, run: parseRun(readFileSync(path, 'utf8'), path) };
  }

  /**
   * Returns what the commands that were started here have left on this machine: mounts, cgroups, processes, work files.
   */
  traces(): string[] {
    return [...traces(this.folder), ...cgroups([...this.#children].map(({ pid }) => `tare-${pid}-`))];
  }

  remove(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export class Running {
  readonly child: ChildProcess;
  #stdout = '';
  #stderr = '';
  readonly #ended: Promise<unknown[]>;
  #heard: () => void = () => undefined;

  /** @param as the words in front of the command's own arguments. */
  constructor(
    args: readonly string[],
    cwd: string,
    added: Readonly<Record<string, string>>,
    [program = '', ...front]: readonly string[] = [process.execPath, CLI],
  ) {
    const env = { ...process.env, ...added };
    this.child = spawn(program, [...front, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#ended = once(this.child, 'close');
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      this.#heard();
    });
  }

  /** The progress that it has printed so far. */
  get said(): string {
    return this.#stderr;
  }

  /** Resolves when the progress contains this text. */
  async says(text: string): Promise<void> {
    while (!this.#stderr.includes(text)) {
      const more = new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
      const ended = await Promise.race([more, this.#ended]);
      if (ended) throw new Error(`tare ended without saying "${text}":\n${this.#stderr}`);
    }
  }

  async finished(): Promise<Finished> {
    const [code] = await this.#ended;
    return { code: code as number | null, stdout: this.#stdout, stderr: withoutWarnings(this.#stderr) };
  }
}

/** Returns what on this machine names `folder`: mounts, processes, work files. */
export function traces(folder: string): string[] {
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .filter((line) => line.includes(folder));
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => commandLine(pid))
    .filter((line) => line.includes(folder) && !line.includes('jest'));
  const work = existsSync(join(folder, 'state', 'work')) ? [`${folder}/state/work`] : [];
  return [...mounts, ...processes, ...work];
}

/** Returns the groups at the top of every hierarchy whose names begin so. */
export function cgroups(beginnings: readonly string[]): string[] {
  const tops = [...new Set(subfolders('/sys/fs/cgroup').flatMap((path) => [path, ...subfolders(path)]))];
  return tops.filter((path) => beginnings.some((beginning) => basename(path).startsWith(beginning)));
}

function subfolders(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(path, entry.name));
}

function commandLine(pid: string): string[] {
  try {
    return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
  } catch {
    // The process ended meanwhile.
    return [];
  }
}
