/** Measures what it takes to install each runtime and to make it ready, and keeps the figures for later runs. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { ArmSpec } from '../../config/arms.js';
import { readOwnFile } from '../../host/files/own-file.js';
import type { Host } from '../../host/host.js';
import { additionsFor } from '../../host/packages/closure.js';
import { installedPackages, packagesOf } from '../../host/packages/dpkg.js';
import type { Undo } from '../../host/undo/kinds.js';
import { tryJson } from '../../json.js';
import { MOST_TEXTS } from '../../results/limits.js';
import { type Deployment, deploymentSchema, type Installation } from '../../results/schema/deployment.js';
import { draftOf, writeWhole } from '../../results/store.js';
import type { Installed } from '../../runtimes/runtime.js';

interface Measured<Result> {
  readonly result: Result;
  readonly took: Deployment['prepare'];
}

/** Runs `act`, and tells how long it took and which changes of the host it put on record. */
export async function measured<Result>(host: Host, act: () => Promise<Result>): Promise<Measured<Result>> {
  const before = host.journal.made;
  const from = performance.now();
  const result = await act();
  const seconds = (performance.now() - from) / 1000;
  const changes = [...host.journal.made].flatMap(([kind, count]): [Undo['kind'], number][] => {
    const made = count - (before.get(kind) ?? 0);
    return made > 0 ? [[kind, made]] : [];
  });
  return { result, took: { seconds, changes: Object.fromEntries(changes) } };
}

const keptSchema = z.record(
  z.string(),
  z.object({ source: z.string(), install: deploymentSchema.shape.install.unwrap() }),
);
type Kept = z.infer<typeof keptSchema>;

/**
 * What the installations took that are still on this host, by arm. A record is dropped when its programs are removed.
 */
export class Installations {
  readonly #path: string;
  readonly #host: Host;
  #kept: Kept;

  constructor(host: Host) {
    this.#host = host;
    this.#path = join(host.paths.state, 'installations.json');
    // A damaged file counts as an empty one: figures are lost, and nothing else.
    this.#kept = keptSchema.safeParse(tryJson(readOwnFile(this.#path) ?? '')).data ?? {};
  }

  /** Runs the installation of an arm that lacked something, and keeps what it took. */
  async install({ id }: ArmSpec, act: () => Promise<Installed>): Promise<Installed> {
    const before = this.#packagesOfOurs();
    const { result, took } = await measured(this.#host, act);
    if (Object.keys(took.changes).length > 0) {
      const packages = this.#packagesOfOurs() - before;
      this.#keep(id, { source: result.source, install: { at: new Date().toISOString(), packages, ...took } });
    }
    return result;
  }

  /** Undefined where the runtime was here before Tare, or where it has been replaced since. */
  of(arm: string, { source }: Installed): Installation | undefined {
    const kept = this.#kept[arm];
    return kept?.source === source ? kept.install : undefined;
  }

  #packagesOfOurs(): number {
    return this.#host.journal
      .installed()
      .reduce((sum, undo) => sum + (undo.kind === 'packages' ? undo.names.length : 0), 0);
  }

  #keep(arm: string, kept: Kept[string]): void {
    this.#kept = { ...this.#kept, [arm]: kept };
    if (!existsSync(this.#path)) this.#host.journal.record({ kind: 'path', path: this.#path }, 'install');
    const draft = this.#host.journal.record({ kind: 'path', path: draftOf(this.#path) });
    writeWhole(this.#path, `${JSON.stringify(this.#kept)}\n`);
    draft.settle();
  }
}

type Parts = Pick<Deployment, 'packages' | 'otherBytes'>;

/** Returns the packages or files that the programs of each arm came with. */
export async function partsOf(installed: ReadonlyMap<string, Installed>): Promise<Map<string, Parts>> {
  const paths = [...new Set([...installed.values()].flatMap(({ binaries }) => binaries.map(({ path }) => path)))];
  const owners = await packagesOf(paths);
  const all = owners.size > 0 ? await installedPackages() : new Map();
  return new Map(
    [...installed].map(([arm, { binaries }]) => {
      const own = [...new Set(binaries.map(({ path }) => path))];
      const packages = additionsFor(
        own.flatMap((path) => owners.get(path) ?? []),
        all,
      ).slice(0, MOST_TEXTS);
      const others = own.filter((path) => !owners.has(path));
      return [
        arm,
        {
          packages: packages.map(({ name, version, bytes }) => ({ name, version, bytes })),
          otherBytes: others.reduce((sum, path) => sum + statSync(path).size, 0),
        },
      ];
    }),
  );
}
