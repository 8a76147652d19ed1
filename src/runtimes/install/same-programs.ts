/**
 * Keeps the figures of a run those of one program each. Whoever builds or upgrades while a run measures puts another
 * program in the place of the one that the document names.
 */
import { statSync } from 'node:fs';
import { HostError } from '../../errors.js';
import { sha256 } from '../../image/archive.js';
import type { Binary } from '../../results/document.js';
import type { LaunchRequest, PreparedArm } from '../runtime.js';

type Program = Pick<Binary, 'path' | 'sha256'>;

/** What changes with the content of a file, however it was replaced; undefined where there is none. */
function stateOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found && [found.dev, found.ino, found.size, found.mtimeNs].join();
}

/** It knows programs by their states, and reads one again only where that is another. */
export class SamePrograms {
  readonly #states: Map<Program, string | undefined>;

  /** Make it soon after the programs were identified. */
  constructor(programs: readonly Program[]) {
    this.#states = new Map(programs.map((program) => [program, stateOf(program.path)]));
  }

  /** @throws HostError where a program is gone, or has another digest. */
  async check(): Promise<void> {
    for (const [program, before] of this.#states) {
      const now = stateOf(program.path);
      if (now === before) continue;
      if (now === undefined || (await sha256(program.path)) !== program.sha256) throw replaced(program, now);
      this.#states.set(program, now);
    }
  }
}

const replaced = ({ path }: Program, now: string | undefined): HostError =>
  // It is one line, since of a failed launch the last one is shown.
  new HostError(
    `${path} ${now === undefined ? 'is gone since this run began' : 'is another program than this run began with'}: let nothing build, upgrade or remove it while it is measured (unattended-upgrades may), and measure again.`,
  );

/** Returns the same arm; it refuses to launch where a program of it was replaced. */
export function ofSamePrograms(arm: PreparedArm, programs: SamePrograms): PreparedArm {
  const launch = async (request: LaunchRequest) => {
    await programs.check();
    return arm.launch(request);
  };
  const steps =
    arm.steps &&
    (async (request: LaunchRequest) => {
      await programs.check();
      return arm.steps?.(request);
    });
  const own: ReadonlyMap<string | symbol, unknown> = new Map<string | symbol, unknown>([
    ['launch', launch],
    ['steps', steps],
  ]);
  return new Proxy(arm, {
    get: (target, key) => {
      if (own.has(key)) return own.get(key);
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
