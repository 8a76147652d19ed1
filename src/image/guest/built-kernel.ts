/**
 * Builds a guest kernel: the distribution's source with Tare's configuration. It is built in a root of its own, so
 * that no compiler and no upgrade reaches the host, and kept in the cache by what it was made of.
 */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { HostError } from '../../errors.js';
import { makeOnce, wasMade } from '../../host/cache/make-once.js';
import { CommandError, distributionFirst, proxyVariables, runCommand } from '../../host/commands/command.js';
import { runInGroup } from '../../host/groups/run-in-group.js';
import type { Host, HostFacts } from '../../host/host.js';
import { belowCache } from '../../host/own-names.js';
import { candidateVersions, ensurePackages, refreshPackageLists, requireApt } from '../../host/packages/apt.js';
import { askApt, explainAptFailure } from '../../host/packages/apt-get.js';
import { Slot } from '../../host/run-context.js';
import { formatDuration } from '../../units.js';
import { recipeFor, rootedCommand } from '../recipe.js';
import { hostSources } from '../sources.js';
import {
  BUILD_FILES,
  buildPackages,
  buildScript,
  buildSeconds,
  compilerWords,
  type Ingredients,
  percentDone,
} from './build-steps.js';
import { type BuiltTarget, builtConfig, builtTarget } from './built-config.js';
import { dependenciesOf } from './packages.js';

/** The built kernel: its files in the cache, and what it was made of. */
export interface BuiltKernel {
  readonly kernel: string;
  /** The release, as `uname -r` prints it. */
  readonly release: string;
  readonly config: string;
  readonly source: string;
}

const INSTEAD = 'Leave out kernel: built, or give a kernel by path (kernel: ./vmlinux).';

const FORESEEN = new Slot<Promise<Ingredients | undefined>>('what a guest kernel would be made of');

/**
 * What it would be made of, as far as the package lists tell that are here. Changes nothing. Asked once an invocation:
 * apt-cache reads all of the lists each time, and every arm wants to know.
 */
export function foreseenIngredients(host: HostFacts, look = lookUp): Promise<Ingredients | undefined> {
  return host.run.once(FORESEEN, () => look(host));
}

async function lookUp(host: HostFacts): Promise<Ingredients | undefined> {
  const [source, compiler] = await Promise.all([
    newest(host, 'linux-source', /^linux-source-\d/),
    newest(host, 'gcc', /^gcc-\d+$/),
  ]);
  return source && compiler ? { source, compiler } : undefined;
}

/** The newest version of the package that a metapackage stands for. */
async function newest(host: HostFacts, metapackage: string, names: RegExp): Promise<Ingredients['source'] | undefined> {
  if (!existsSync('/usr/bin/apt-cache')) return undefined;
  const { stdout } = await runCommand(askApt('apt-cache', 'show', '--no-all-versions', metapackage));
  const [name] = dependenciesOf(stdout, names);
  return name ? (await candidateVersions(host, [name]))[0] : undefined;
}

async function ingredientsOf(host: Host): Promise<Ingredients> {
  requireApt();
  const asked = foreseenIngredients(host);
  const foreseen = await asked;
  if (foreseen) return foreseen;
  await refreshPackageLists(host);
  host.run.forget(FORESEEN, asked);
  const found = await foreseenIngredients(host);
  if (found) return found;
  throw new HostError('The apt sources of this host offer no linux-source.', `Add one of them. ${INSTEAD}`);
}

function targetOf(host: HostFacts): BuiltTarget {
  const target = builtTarget(host.distribution.arch);
  if (target) return target;
  throw new HostError(`No guest kernel is built on ${host.distribution.arch}.`, INSTEAD);
}

/** The folder is named by content: another source, compiler, configuration or way of building gives another kernel. */
function folderOf(host: HostFacts, made: Ingredients, target: BuiltTarget): string {
  const content = JSON.stringify([made, builtConfig(target), buildScript(target), host.distribution.arch]);
  return belowCache(host.paths.cache, 'kernels', createHash('sha256').update(content).digest('hex').slice(0, 16));
}

/**
 * Returns the kernel, built first where it is not in the cache; other invocations wait meanwhile. @throws HostError
 */
export async function buildKernel(host: Host): Promise<BuiltKernel> {
  const target = targetOf(host);
  const made = await ingredientsOf(host);
  const folder = folderOf(host, made, target);
  const what = `the guest kernel from ${made.source.name}, which takes about ${forecast()}`;
  await makeOnce(host, folder, what, (draft) => build(host, draft, made, target));
  return readBuilt(folder, made);
}

/** Returns the kernel where it was built before; builds nothing. */
export async function cachedKernel(host: HostFacts): Promise<BuiltKernel | undefined> {
  const target = builtTarget(host.distribution.arch);
  const made = target && (await foreseenIngredients(host));
  if (!made) return undefined;
  const folder = folderOf(host, made, target);
  return (await wasMade(folder)) ? readBuilt(folder, made) : undefined;
}

/** How long a build would take on this host, in words. */
export function forecast(): string {
  const cpus = availableParallelism();
  const minutes = Math.ceil(buildSeconds(cpus) / 60);
  return `${formatDuration(60 * minutes)} on ${cpus === 1 ? 'one CPU' : `${cpus} CPUs`}`;
}

function readBuilt(folder: string, { source, compiler }: Ingredients): BuiltKernel {
  const words = `built from ${source.name} ${source.version} with ${compiler.name} ${compiler.version}`;
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { kernel: join(folder, 'vmlinuz'), release: text('release').trim(), config: text('config'), source: words };
}

/** Bytes that must be free for the root, the source and the objects, which are removed after the build. */
const ROOM_BYTES = 4 * 1024 ** 3;
const LIMIT_SECONDS = 7200;

async function build(host: Host, draft: string, made: Ingredients, target: BuiltTarget): Promise<void> {
  requireRoom(host, draft);
  await ensurePackages(host, ['mmdebstrap'], 'give a guest kernel by path');
  const paths = { log: join(draft, 'log'), out: join(draft, BUILD_FILES.out) };
  writeFileSync(join(draft, BUILD_FILES.script), buildScript(target));
  writeFileSync(join(draft, BUILD_FILES.config), builtConfig(target));
  const recipe = { ...recipeFor(host.distribution), name: 'kernel', packages: buildPackages(made) };
  const sources = await hostSources(host, recipe.suite, draft);
  const { argv, input } = rootedCommand(recipe, sources, rootCommands(draft, paths.log));
  const stop = tellProgress(host, paths.log);
  try {
    // Without TMPDIR, some 2 GiB would stay in /tmp after a kill.
    const env = { ...proxyVariables(), ...distributionFirst(), TMPDIR: draft };
    const result = await runInGroup(host, 'kernel', argv, { input, timeoutSeconds: LIMIT_SECONDS, env });
    if (result.code !== 0) throw failure(made, textOf(paths.log), new CommandError(argv, result));
  } finally {
    stop();
  }
  for (const name of readdirSync(paths.out)) renameSync(join(paths.out, name), join(draft, name));
  const kept = ['vmlinuz', 'config', 'release'];
  for (const name of readdirSync(draft)) if (!kept.includes(name)) rmSync(join(draft, name), { recursive: true });
}

function requireRoom(host: Host, draft: string): void {
  const { bavail, bsize } = statfsSync(draft);
  if (bavail * bsize >= ROOM_BYTES) return;
  const free = Math.round((bavail * bsize) / 1024 ** 2);
  throw new HostError(
    `Only ${free} MiB are free under ${host.paths.cache}; building a guest kernel needs 4096 MiB meanwhile.`,
    'Free some space, or point TARE_CACHE_DIR at a larger disk.',
  );
}

/** The commands that run in the root, whose folder is `$1`. Pure. */
export function rootCommands(draft: string, log: string): string[] {
  const { script, config, out } = BUILD_FILES;
  const quoted = (path: string) => `'${path.replaceAll("'", `'\\''`)}'`;
  return [
    `cp ${quoted(join(draft, script))} ${quoted(join(draft, config))} "$1/"`,
    `chroot "$1" /bin/sh /${script} >${quoted(log)} 2>&1`,
    `cp -r "$1/${out}" ${quoted(draft)}`,
  ];
}

const textOf = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** The error of a failed build: the compiler's words where it was reached, else apt's. */
function failure({ source }: Ingredients, log: string, error: CommandError): HostError {
  if (log === '') return new HostError(error.message, `${explainAptFailure(error).remedy ?? ''} Or: ${INSTEAD}`.trim());
  const said = compilerWords(log).map((line) => `  | ${line}`);
  return new HostError(
    [`The guest kernel could not be built from ${source.name} ${source.version}.`, ...said].join('\n'),
    INSTEAD,
  );
}

const TOLD_EVERY_MS = 5000;
const TOLD_EVERY_PERCENT = 10;

/** Tells the progress at every tenth. Returns the function that stops it. */
function tellProgress(host: Host, log: string): () => void {
  let told = 0;
  const timer = setInterval(() => {
    const percent = percentDone(textOf(log));
    if (percent < told + TOLD_EVERY_PERCENT) return;
    told = percent - (percent % TOLD_EVERY_PERCENT);
    host.log.step(`building the guest kernel: ${told} % done`);
  }, TOLD_EVERY_MS);
  return () => clearInterval(timer);
}
