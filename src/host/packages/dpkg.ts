/** Asks dpkg what is installed. */
import { existsSync, realpathSync } from 'node:fs';
import { proxyVariables, runCommand } from '../commands/command.js';
import { CLOSURE_FIELDS, type PackageRow, parsePackages } from './closure.js';

/** dpkg-query takes its own fields in braces behind a dollar sign. */
const formatOf = (fields: readonly string[]): string => `${fields.map((field) => `$\{${field}}`).join('\t')}\n`;

const FORMAT = formatOf(['Package', 'Version', 'db:Status-Status', 'Architecture']);

/** Returns the versions of those of these packages that are installed. */
export async function installedVersions(names: readonly string[]): Promise<Map<string, string>> {
  const rows = await statusRows(names);
  return new Map(
    rows.flatMap(([name, version, status]) => (name && version && status === 'installed' ? [[name, version]] : [])),
  );
}

/**
 * Returns the state of those of these packages that dpkg still knows, with those that were half installed when their
 * installer was killed. A name may have its architecture: `libx:i386`.
 */
export async function packageStates(names: readonly string[]): Promise<Map<string, string>> {
  const rows = await statusRows(names);
  const known = rows.filter(([name, , status = 'not-installed']) => name && status !== 'not-installed');
  return new Map(
    known.flatMap(([name = '', , status = '', architecture]) => [
      [name, status],
      [`${name}:${architecture}`, status],
    ]),
  );
}

/** In this state a package was removed, and its settings are still here. */
export const SETTINGS_ONLY = 'config-files';

/** Returns those of these packages whose files are here, configured or not. */
export async function unpackedPackages(names: readonly string[]): Promise<string[]> {
  const rows = await statusRows(names);
  return rows.flatMap(([name, , status = '']) => (name && !GONE.includes(status) ? [name] : []));
}

/** Returns those of these packages whose installation has not come to its end. What only waits for triggers has. */
export async function unfinishedPackages(names: readonly string[]): Promise<string[]> {
  const rows = await statusRows(names);
  return rows.flatMap(([name, , status = '']) => (name && UNFINISHED.includes(status) ? [name] : []));
}

/** Returns those of these packages that were removed and whose settings are still here. */
export async function packagesOfSettings(names: readonly string[]): Promise<string[]> {
  const rows = await statusRows(names);
  return rows.flatMap(([name, , status]) => (name && status === SETTINGS_ONLY ? [name] : []));
}

const GONE = ['', 'not-installed', SETTINGS_ONLY];
const UNFINISHED = ['half-installed', 'unpacked', 'half-configured'];

/** Returns the files of an installed package; none where it is not installed. */
export async function filesOf(name: string): Promise<string[]> {
  if (!existsSync('/usr/bin/dpkg-query')) return [];
  const { code, stdout } = await runCommand(['dpkg-query', '-L', name]);
  return code === 0 ? stdout.split('\n').filter(Boolean) : [];
}

/** Returns whether the file at `path` came with a package. */
export async function isPackaged(path: string): Promise<boolean> {
  return (await packagesOf([path])).size > 0;
}

/** Returns the package that each of these files came with, by path. Files that came with none are left out. */
export async function packagesOf(paths: readonly string[]): Promise<Map<string, string>> {
  if (paths.length === 0 || !existsSync('/usr/bin/dpkg-query')) return new Map();
  const listed = new Map(paths.flatMap((path) => listedAs(path).map((name) => [name, path])));
  const { stdout } = await runCommand(['dpkg-query', '-S', ...listed.keys()]);
  return new Map(
    stdout.split('\n').flatMap((line) => {
      const [, name, file = ''] = /^([a-z0-9][a-z0-9+.-]*)(?::\S+)?(?:, .*)?: (\/.*)$/.exec(line) ?? [];
      const path = listed.get(file);
      return name && path ? [[path, name]] : [];
    }),
  );
}

/** Packages from before the folders were merged list /bin where the file is in /usr/bin. */
function listedAs(path: string): string[] {
  const real = realpathSync(path);
  return [real, real.replace(/^\/usr(?=\/s?bin\/)/, '')];
}

/** Returns all installed packages with what they need; none on a host without dpkg. */
export async function installedPackages(): Promise<ReadonlyMap<string, PackageRow>> {
  if (!existsSync('/usr/bin/dpkg-query')) return new Map();
  const { stdout } = await runCommand(['dpkg-query', '-W', '-f', formatOf(CLOSURE_FIELDS)]);
  return parsePackages(stdout);
}

/** Returns rows of FORMAT; none on a host without dpkg. Without a name, dpkg-query would give those of all. */
async function statusRows(names: readonly string[]): Promise<string[][]> {
  if (names.length === 0 || !existsSync('/usr/bin/dpkg-query')) return [];
  const { stdout } = await runCommand(['dpkg-query', '-W', '-f', FORMAT, ...names]);
  return stdout.split('\n').map((line) => line.split('\t'));
}

/**
 * RUNLEVEL=1 keeps maintainer scripts from starting daemons where no service manager looks after them. needrestart,
 * which Ubuntu 24.04 runs after apt, would restart services of the user; a value that the user has set wins. apt, and
 * scripts that fetch what a package is of, find the proxy.
 */
export function packageEnvironment(own: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const needrestart = Object.entries(own).filter(([name]) => /^NEEDRESTART_(SUSPEND|MODE|UI)$/.test(name));
  return {
    ...proxyVariables(),
    ...(existsSync('/run/systemd/system') ? {} : { RUNLEVEL: '1' }),
    NEEDRESTART_SUSPEND: '1',
    ...Object.fromEntries(needrestart.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  };
}
