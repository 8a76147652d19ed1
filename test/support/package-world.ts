/**
 * The package system of a host in a folder: real apt, real dpkg, and packages of ours that are made in milliseconds.
 * It is mounted over the host's own in a mount namespace, so that nothing of the host's is touched. Programs of its
 * packages are installed below /srv. It is in memory where there is room: dpkg syncs each file that it writes.
 */
import { type ChildProcess, execFileSync, type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import which from 'which';
import { WORK_FOLDER } from './work-folder.js';

export interface PackageSpec {
  readonly name: string;
  readonly version: string;
  /** Fields of the control file: `Depends`, `Conflicts`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Maintainer scripts by name. */
  readonly scripts?: Readonly<Record<string, string>>;
  /** Other files of its control area by name: `conffiles`, `triggers`. */
  readonly lists?: Readonly<Record<string, string>>;
  /** A script that the package has as /srv/NAME/run. */
  readonly program?: string;
}

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
/** The folders that are mounted over the host's. */
const PLACES = ['/etc/apt', '/var/lib/apt', '/var/lib/dpkg', '/var/cache/apt', '/var/log', '/srv'];
/** What groupadd and useradd change. Their locks, copies and new files begin with the same names. */
const ACCOUNT_FILES = ['passwd', 'group', 'shadow', 'gshadow', 'subuid', 'subgid'];
/** Where this machine's own /etc is seen. It is as deep as /etc, so that relative links lead where they should. */
const ETC_OF_MACHINE = '/mnt';

/** Returns in a word or two why there can be none here; undefined where there can. */
export function noWorld(): string | undefined {
  if (process.getuid?.() !== 0) return 'not root';
  if (!existsSync('/usr/bin/apt-get')) return 'no apt';
  const mounts = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt']);
  return mounts.status === 0 ? undefined : 'no mount namespaces';
}

export class PackageWorld {
  readonly folder = mkdtempSync(join(WORK_FOLDER, 'tare-packages-'));
  readonly repository = join(this.folder, 'repository');
  readonly architecture = execFileSync('dpkg', ['--print-architecture'], { encoding: 'utf8' }).trim();
  #index = '';
  readonly #hidden: string[] = [];
  #places = PLACES;

  constructor() {
    execFileSync('chmod', ['755', this.folder]);
    for (const path of [
      'etc/apt/sources.list.d',
      'etc/apt/apt.conf.d',
      'etc/apt/preferences.d',
      'etc/apt/trusted.gpg.d',
      'var/lib/apt/lists/partial',
      'var/cache/apt/archives/partial',
      'var/lib/dpkg/info',
      'var/lib/dpkg/updates',
      'var/lib/dpkg/triggers',
      'var/log/apt',
      'srv',
      'repository',
    ])
      mkdirSync(join(this.folder, path), { recursive: true });
    for (const path of ['var/lib/dpkg/status', 'var/lib/dpkg/available', 'repository/Packages'])
      writeFileSync(join(this.folder, path), '');
    this.write('/etc/apt/sources.list', `deb [trusted=yes] file:${this.repository} ./\n`);
  }

  /** Writes a file of this host, for example below /etc/apt. */
  write(path: string, content: string): void {
    writeFileSync(join(this.folder, path), content);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /**
   * Gives this host accounts of its own, which begin as those of this machine. All else of /etc is this machine's own,
   * seen through links: other tests install packages at the same time, and what those make there comes and goes.
   */
  ownAccounts(): void {
    const etc = join(this.folder, 'etc');
    for (const name of readdirSync('/etc')) {
      const isAccounts = ACCOUNT_FILES.some((file) => name.startsWith(file));
      if (ACCOUNT_FILES.includes(name)) execFileSync('cp', ['-a', join('/etc', name), etc]);
      else if (!isAccounts && name !== 'apt' && name !== '.pwd.lock')
        symlinkSync(join(ETC_OF_MACHINE, name), join(etc, name));
    }
    this.#places = ['/etc', ...PLACES];
  }

  /** Hides programs of this machine from this host. */
  hide(...names: readonly string[]): void {
    this.#hidden.push(...names.flatMap((name) => which.sync(name, { all: true, nothrow: true }) ?? []));
  }

  /** Makes a package and offers it, and returns the path of its archive. */
  offer(spec: PackageSpec): string {
    const archive = this.build(spec);
    const control = execFileSync('dpkg-deb', ['--field', archive], { encoding: 'utf8' }).trim();
    const bytes = readFileSync(archive);
    const sum = createHash('sha256').update(bytes).digest('hex');
    const file = archive.slice(this.repository.length + 1);
    this.#index += `${control}\nFilename: ./${file}\nSize: ${statSync(archive).size}\nSHA256: ${sum}\n\n`;
    writeFileSync(join(this.repository, 'Packages'), this.#index);
    return archive;
  }

  /** Makes a package, and returns the path of its archive. */
  build({ name, version, fields = {}, scripts = {}, lists = {}, program }: PackageSpec): string {
    const tree = mkdtempSync(join(this.folder, 'tree-'));
    execFileSync('chmod', ['755', tree]);
    mkdirSync(join(tree, 'DEBIAN'));
    mkdirSync(join(tree, 'srv', name), { recursive: true });
    writeFileSync(join(tree, 'srv', name, 'file'), version);
    if (program) writeFileSync(join(tree, 'srv', name, 'run'), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
    const control = {
      Package: name,
      Version: version,
      Architecture: this.architecture,
      Maintainer: 'nobody <nobody@example.invalid>',
      ...fields,
      Description: 'stand-in',
    };
    const lines = Object.entries(control).map(([field, value]) => `${field}: ${value}\n`);
    writeFileSync(join(tree, 'DEBIAN/control'), lines.join(''));
    for (const [script, text] of Object.entries(scripts))
      writeFileSync(join(tree, 'DEBIAN', script), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    for (const [list, text] of Object.entries(lists)) writeFileSync(join(tree, 'DEBIAN', list), `${text}\n`);
    const archive = join(this.repository, `${name}_${version.replace(/^.*:/, '')}.deb`);
    execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, archive], { stdio: 'ignore' });
    rmSync(tree, { recursive: true });
    return archive;
  }

  /** Runs a command on this host, whatever its exit code. */
  run(argv: readonly string[], env: Readonly<Record<string, string>> = {}): SpawnSyncReturns<string> {
    return spawnSync('unshare', this.#enter(argv), { ...this.#options(env), encoding: 'utf8' });
  }

  /** Starts a command on this host, in a process group of its own. */
  start(argv: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
    return spawn('unshare', this.#enter(argv), {
      ...this.#options(env),
      detached: true,
      stdio: 'pipe',
    });
  }

  /** Runs a command to its end, while this process goes on serving its requests. */
  async finished(
    argv: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<{ status: number | null; stdout: string; stderr: string }> {
    const child = this.start(argv, env);
    const texts = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        texts[stream] += text;
      });
    const [status] = await once(child, 'close');
    return { status, ...texts };
  }

  #enter(argv: readonly string[]): string[] {
    const binds = this.#places.map((place) => `mount --bind '${this.folder}${place}' ${place} && `).join('');
    const hides = this.#hidden.map((path) => `mount --bind /dev/null '${path}' && `).join('');
    const etc = `mount --rbind /etc ${ETC_OF_MACHINE} && `;
    return ['--mount', '--propagation', 'private', '/bin/sh', '-c', `${etc}${binds}${hides}exec "$@"`, 'sh', ...argv];
  }

  #options(env: Readonly<Record<string, string>> = {}) {
    const own = { TARE_STATE_DIR: join(this.folder, 'state'), TARE_CACHE_DIR: join(this.folder, 'cache') };
    return {
      cwd: REPOSITORY,
      env: { ...process.env, ...own, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8', ...env },
    };
  }

  /** Does the same for a command that must not fail, and returns what it printed. */
  must(...argv: readonly string[]): string {
    const { status, stdout, stderr } = this.run(argv);
    if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
    return stdout;
  }

  /** Installs packages as the user would. */
  userInstalls(...archives: readonly string[]): void {
    this.must('dpkg', '--install', ...archives);
  }

  /** Returns `name version` of every package that is installed, sorted by name. */
  installed(): string[] {
    const format = `${['Package', 'Version', 'db:Status-Abbrev'].map((field) => `$\{${field}}`).join(' ')}\n`;
    return this.must('dpkg-query', '-W', '-f', format)
      .split('\n')
      .filter((line) => / [ih]i *$/.test(line))
      .map((line) => line.replace(/ [ih]i *$/, ''))
      .sort();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
