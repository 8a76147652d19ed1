/**
 * Measures how long installing takes on a fresh Debian or Ubuntu whose mirror answers from a folder, and whether the
 * installed programs run:
 *
 *   sudo npx tsx bench/install.ts FOLDER [--suite bookworm] [--runtimes docker,runc,…] [--mirror URL --keyring FILE]
 *     [--document FILE]
 *
 * It prints a Markdown table and, to standard error, the figures of one block. FOLDER keeps what the mirror has
 * answered, so a first run fills it and the second is the measurement. A suite of another distribution than this
 * host's has its own mirror and keyring. The host is a new root of minbase packages (fewer than any real host has),
 * with this Node and `dist/` in it; the kernel is this host's. `--document` keeps the run document of the block, for
 * `report
 * --deployment` and `npm run paper`.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { mustRun } from '../src/host/commands/command.js';
import { describeHost } from '../src/host/open-host.js';
import { hostSources } from '../src/image/sources.js';
import { silentLog } from '../src/log.js';

/** A proxy for apt that asks upstream once and answers from its folder ever after. */
class WarmMirror {
  /** Addresses that the folder did not have. */
  readonly missed: string[] = [];
  readonly #server: Server;

  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#server = createServer((request, response) => {
      this.#answer(request.url ?? '').then(
        ({ status, body }) => response.writeHead(status, { 'content-length': body.length }).end(body),
        (error: unknown) => response.writeHead(502).end(String(error)),
      );
    });
  }

  async open(): Promise<string> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(url: string): Promise<{ status: number; body: Buffer }> {
    const kept = join(this.folder, createHash('sha256').update(url).digest('hex'));
    if (!existsSync(`${kept}.status`)) {
      this.missed.push(url);
      const reply = await fetch(url);
      writeFileSync(kept, Buffer.from(await reply.arrayBuffer()));
      writeFileSync(`${kept}.status`, String(reply.status));
    }
    return { status: Number(readFileSync(`${kept}.status`, 'utf8')), body: readFileSync(kept) };
  }
}

/**
 * Mounts are in a namespace of their own and disappear with its last process. There is no chroot, because a runtime
 * has to pivot from the root of a mount.
 */
const ENTER = `
root=$1
shift
mount --bind "$root" "$root" && cd "$root" &&
mount -t proc proc proc && mount --rbind /sys sys && mount --rbind /dev dev && mount -t tmpfs tmpfs run &&
pivot_root . . && umount -l . && cd / && exec "$@"
`;

interface Finished {
  readonly seconds: number;
  /** Each line that was printed, with the seconds from the start. */
  readonly lines: readonly { readonly at: number; readonly text: string }[];
}

interface System {
  readonly suite: string;
  /** The sources of its packages, and the keys of the signatures to trust. */
  readonly lines: readonly string[];
  readonly keyrings: readonly string[];
  /** A file of options of apt. */
  readonly aptOptions?: string;
}

/** Describes a system by the sources of this host, or by a mirror that is laid out as Ubuntu's. */
async function systemOf(suite: string, mirror: string | undefined, keyring: string | undefined): Promise<System> {
  const host = describeHost(silentLog);
  const { codename } = host.distribution;
  const { lines, keyrings, ...lent } = await hostSources(host, codename);
  const options = lent.aptOptions === undefined ? {} : { aptOptions: lent.aptOptions };
  if (!mirror) return { suite, lines: lines.map((line) => line.replaceAll(codename, suite)), keyrings, ...options };
  const pockets = [suite, `${suite}-updates`, `${suite}-security`].map((name) => `deb ${mirror} ${name} main universe`);
  return { suite, lines: pockets, keyrings: keyring ? [keyring] : keyrings, ...options };
}

class FreshSystem {
  constructor(readonly root: string) {}

  static async make(root: string, { suite, lines, keyrings, aptOptions }: System, proxy: string): Promise<FreshSystem> {
    await mustRun(
      [
        // Ubuntu's minbase has neither apt nor the libraries that this Node is linked with.
        ...['mmdebstrap', '--mode=root', '--variant=minbase', '--include=apt,libstdc++6'],
        ...keyrings.map((path) => `--keyring=${path}`),
        ...[...(aptOptions ? [aptOptions] : []), `Acquire::http::Proxy "${proxy}";`].map((one) => `--aptopt=${one}`),
        ...[suite, root, ...lines],
      ],
      { timeoutSeconds: 600 },
    );
    copyFileSync(process.execPath, join(root, 'usr/local/bin/node'));
    cpSync(fileURLToPath(new URL('../dist', import.meta.url)), join(root, 'opt/tare/dist'), { recursive: true });
    return new FreshSystem(root);
  }

  /** @throws Error with everything that it printed, where it fails. */
  async run(argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    const enter = ['--mount', '--propagation', 'private', '/bin/sh', '-c', ENTER, 'sh', this.root, ...argv];
    const from = performance.now();
    const seconds = () => (performance.now() - from) / 1000;
    const child = spawn('unshare', enter, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: '/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin', ...env },
    });
    const lines: { at: number; text: string }[] = [];
    createInterface(child.stdout).on('line', (text) => lines.push({ at: seconds(), text }));
    const [code] = await once(child, 'close');
    if (code !== 0)
      throw new Error(`${argv.join(' ')} ended with ${code}:\n${lines.map(({ text }) => text).join('\n')}`);
    return { seconds: seconds(), lines };
  }

  setUp(runtimes: string): Promise<Finished> {
    return this.run(['node', '/opt/tare/dist/setup/index.js'], { INPUT_RUNTIMES: runtimes });
  }

  tare(...argv: readonly string[]): Promise<Finished> {
    return this.run(['node', '/opt/tare/dist/cli/index.js', ...argv]);
  }

  /** Measures one block of the shortest benchmarks, which shows whether the installed programs work. */
  measure(runtimes: string): Promise<Finished> {
    const asked = ['--runtimes', runtimes, '--suites', 'cpu,lifecycle', '--memory', '256MiB', '--pairs', '1'];
    return this.tare('run', ...asked, '--blocks', '1..1', '--baseline', 'none', '--output', '/root/out');
  }

  /** Returns the document that `measure` has left. */
  document(): string {
    const folder = join(this.root, 'root/out');
    const name = readdirSync(folder).find((one) => /^run-.*\.json$/.test(one));
    if (name === undefined) throw new Error(`no run document lies in ${folder}`);
    return join(folder, name);
  }

  /** Lists every file with its size and time. Locks and journals of an invocation come and go, so they are left out. */
  files(): Set<string> {
    return new Set(
      readdirSync(this.root, { recursive: true, encoding: 'utf8' })
        .filter((path) => !/^(proc|sys|dev|run|tmp|var\/lib\/tare\/journal)(\/|$)/.test(path))
        .map((path) => ({ path, stat: lstatSync(join(this.root, path)) }))
        .filter(({ stat }) => !stat.isDirectory())
        .map(({ path, stat }) => `${path} ${stat.size} ${stat.mtimeMs}`),
    );
  }

  async packages(): Promise<string> {
    return (await this.run(['dpkg-query', '-W'])).lines
      .map(({ text }) => text)
      .sort()
      .join('\n');
  }
}

const difference = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].filter((line) => !b.has(line));

const row = (...cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`);

const { values, positionals } = parseArgs({
  options: {
    suite: { type: 'string', default: 'bookworm' },
    runtimes: { type: 'string', default: 'docker,runc,crun,runsc,incus,lxc,qemu' },
    mirror: { type: 'string' },
    keyring: { type: 'string' },
    document: { type: 'string' },
  },
  allowPositionals: true,
});
const [folder] = positionals;
const { suite, runtimes } = values;
if (!folder) throw new Error('usage: bench/install.ts FOLDER [--suite SUITE] [--runtimes LIST]');
const place = mkdtempSync('/var/tmp/tare-bench-install-');
const mirror = new WarmMirror(folder);
try {
  const source = await systemOf(suite, values.mirror, values.keyring);
  const system = await FreshSystem.make(join(place, 'root'), source, await mirror.open());
  const before = await system.packages();
  console.log(`${suite}: ${runtimes}\n\n| what | measured | target |\n| --- | --- | --- |`);
  const first = await system.setUp(runtimes);
  for (const { at, text } of first.lines) process.stderr.write(`${at.toFixed(1).padStart(6)} s  ${text}\n`);
  const userland = first.lines.find(({ text }) => text.includes('making the userland'))?.at ?? first.seconds;
  row('setup until all runtimes are installed', `${userland.toFixed(0)} s`, '<= 90 s');
  row('the same with the userland made', `${first.seconds.toFixed(0)} s`, '');
  const files = system.files();
  const second = await system.setUp(runtimes);
  const changed = [...difference(files, system.files()), ...difference(system.files(), files)];
  for (const line of changed) process.stderr.write(`changed by the second setup: ${line}\n`);
  row('setup once more', `${second.seconds.toFixed(1)} s`, '<= 2 s');
  row('files it changed', String(changed.length), '0');
  row('files asked of the mirror for the first time', String(mirror.missed.length), '0 when warm');
  const figures = await system.measure(runtimes);
  for (const { text } of figures.lines) process.stderr.write(`${text}\n`);
  if (values.document) copyFileSync(system.document(), values.document);
  const undo = await system.tare('cleanup', '--cleanup', 'packages');
  row('cleanup of all packages', `${undo.seconds.toFixed(0)} s`, '');
  row('packages as before', before === (await system.packages()) ? 'yes' : 'no', 'yes');
} finally {
  mirror.close();
  rmSync(place, { recursive: true, force: true });
}
