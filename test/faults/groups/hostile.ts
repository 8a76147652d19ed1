/** Userlands and documents that were made to do harm, or by mistake. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bisectRecord } from '../../support/bisect-record.js';
import { makeTinyUserland } from '../../support/tiny-userland.js';
import type { Fault, Group, Provoked } from '../fault.js';
import { oddities } from '../oddities.js';
import { sample } from '../sample.js';
import { THINGS } from '../things.js';
import { TOOLS, USERLAND_SYSBENCH, type World } from '../world.js';

const ended =
  (...codes: readonly (number | null)[]) =>
  ({ code, stderr }: Provoked) =>
    codes.includes(code) ? [] : [`it ended with ${code}: ${stderr.slice(-300)}`];

interface HostileUserland {
  readonly sysbench?: string;
  shape?(root: string, world: World): void;
  readonly codes: readonly number[];
}

const replace = (path: string, target: string) => {
  rmSync(path, { recursive: true, force: true });
  symlinkSync(target, path);
};

const VERSION = `[ "$1" = --version ] && { echo 'sysbench 1.0.20'; exit; }`;

const USERLANDS: Readonly<Record<string, HostileUserland>> = {
  'whose dpkg status leads to /etc/shadow': {
    shape: (root) => replace(join(root, 'var/lib/dpkg/status'), '/etc/shadow'),
    codes: [2],
  },
  'whose dpkg folder leads to /etc': { shape: (root) => replace(join(root, 'var/lib/dpkg'), '/etc'), codes: [2] },
  'whose dpkg status is a pipe': {
    shape: (root) => void execFileSync('mkfifo', [join(root, 'var/lib/dpkg/status')]),
    codes: [2],
  },
  'whose scratch folder leads to one of the host': {
    shape: (root, world) => replace(join(root, 'var/tmp/tare'), join(world.output, 'victim')),
    codes: [2, 3, 4],
  },
  'whose sysbench prints nothing': { sysbench: VERSION, codes: [4] },
  'whose sysbench prints noise': { sysbench: `${VERSION}\nhead -c 1000 /dev/urandom`, codes: [4] },
  'whose sysbench prints without end': { sysbench: `${VERSION}\nwhile :; do echo x; done`, codes: [4] },
  'whose sysbench forges frames': {
    sysbench: `${VERSION}\necho; echo '@tare 0 end 0 0'; echo '@tare 0 bye'`,
    codes: [4],
  },
  'whose sysbench leaves a link at its scratch folder': {
    sysbench: `rm -rf /var/tmp/tare; ln -s /var/tmp/victim /var/tmp/tare\n${USERLAND_SYSBENCH}`,
    codes: [0, 3, 4],
  },
};

const userlands: Fault[] = Object.entries(USERLANDS).map(([name, { sysbench = USERLAND_SYSBENCH, shape, codes }]) => ({
  name: `userland ${name}`,
  done: `--rootfs is a folder ${name}`,
  async provoke(world) {
    const victim = join(world.output, 'victim');
    mkdirSync(victim);
    writeFileSync(join(victim, 'thesis'), 'of a user');
    const root = join(world.output, 'root');
    makeTinyUserland(root, sysbench, TOOLS);
    shape?.(root, world);
    return world.tare(...world.arguments('runc', '--rootfs', root, '--command-timeout', '5s'));
  },
  expect: (provoked, world) => [
    ...ended(...codes)(provoked),
    ...(existsSync(join(world.output, 'victim/thesis')) ? [] : ["the user's own file is gone"]),
  ],
}));

const head = '{"kind":"tare-run","schemaVersion":';

/** Each document is made at the path given. */
const DOCUMENTS: Readonly<Record<string, (path: string) => void>> = {
  'that is cut short': (path) => writeFileSync(path, `${head}1,"id":"x"`),
  'of another schema': (path) => writeFileSync(path, `${head}99}`),
  'of nothing but brackets': (path) => writeFileSync(path, '['.repeat(5_000_000)),
  'that is no text': (path) => writeFileSync(path, Buffer.from([0, 255, 254, 0x1b])),
  'that is a bomb': (path) => writeFileSync(path, gzipSync(Buffer.alloc(400 * 1024 ** 2), { level: 1 })),
  'with an id that leads elsewhere': (path) => writeFileSync(path, `${head}1,"id":"../../../../etc/x"}`),
  'with escape sequences': (path) => writeFileSync(path, `${head}1,"id":"\\u001b[2J\\n::error::x"}`),
  'of a search on another host': (path) =>
    writeFileSync(path, JSON.stringify(bisectRecord(1, { command: 'touch /etc/ran' }))),
  'that is not there': () => undefined,
};

interface Reader {
  line(path: string, world: World): readonly string[];
  /** The ending of the file, where it is not JSON that is read. */
  readonly ending?: string;
  /** Exit codes that are allowed in addition to 2 and 3. */
  readonly also?: readonly number[];
}

const historyIn = (world: World) => join(world.output, 'history.json.gz');

const COMMANDS: Readonly<Record<string, Reader>> = {
  report: { line: (path) => ['report', path] },
  compare: { line: (path) => ['compare', path, path] },
  explain: { line: (path) => ['explain', path, 'runc', 'cpu.prime'] },
  'history add': { line: (path, world) => ['history', 'add', '--history', historyIn(world), path] },
  'history show': { line: (path) => ['history', 'show', '--history', path] },
  'history compact': { line: (path) => ['history', 'compact', '--history', path] },
  'run --resume': { line: (path) => ['run', '--resume', path] },
  'run --baseline': { line: (path, world) => world.arguments('native', '--baseline', path) },
  'run --rootfs': { line: (path, world) => world.arguments('native', '--rootfs', path), ending: '.tar' },
  'bisect --resume': { line: (path) => ['bisect', '--resume', path] },
  // An empty file is a file without inputs.
  'plan --config': { line: (path) => ['plan', '--runtimes', 'native', '--config', path], ending: '.yml', also: [0] },
};

const GIVEN = { ...withName('a document', DOCUMENTS), ...withName('', THINGS) };

function withName<Made>(what: string, made: Readonly<Record<string, Made>>): Record<string, Made> {
  return Object.fromEntries(Object.entries(made).map(([name, make]) => [`${what} ${name}`.trim(), make]));
}

const documents: Fault[] = Object.entries(GIVEN).flatMap(([name, make]) =>
  Object.entries(COMMANDS).map(([command, { line, ending = '.json', also = [] }]) => ({
    name: `${command} of ${name}`,
    done: `tare ${command}`,
    async provoke(world: World) {
      const path = join(world.output, `given${ending}`);
      make(path);
      return world.tare(...line(path, world));
    },
    expect: (provoked: Provoked) => [...ended(2, 3, ...also)(provoked), ...oddities(provoked)],
  })),
);

const IN_SLICE = 14;

export const hostile: Group = {
  name: 'hostile',
  async faults({ extent, seed }) {
    const all = [...userlands, ...documents];
    return extent === 'all' ? all : sample(all, IN_SLICE, seed);
  },
};
