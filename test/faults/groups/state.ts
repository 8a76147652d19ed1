/**
 * Puts other things in the places of our own files: those of the state folder, of the cache, and of what earlier runs
 * have kept.
 */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Fault, Group, Provoked } from '../fault.js';
import { oddities } from '../oddities.js';
import { sample } from '../sample.js';
import { THINGS } from '../things.js';
import { keepDocument, type World } from '../world.js';

type Command = 'run' | 'plan' | 'doctor' | 'cleanup' | 'cleanup of packages' | 'report' | 'compare' | 'calibrate';

const COMMANDS: Readonly<Record<Command, (world: World, document: string) => readonly string[]>> = {
  run: (world) => world.arguments('native', '--suites', 'cpu', '--blocks', '1..1', '--baseline', 'auto'),
  plan: () => ['plan', '--runtimes', 'native', '--suites', 'cpu', '--rootfs', USERLAND],
  doctor: () => ['doctor', '--runtimes', 'native'],
  cleanup: () => ['cleanup'],
  'cleanup of packages': () => ['cleanup', '--cleanup', 'packages'],
  report: (_, document) => ['report', document],
  compare: (_, document) => ['compare', document, document],
  calibrate: (world) => ['calibrate', '--runtimes', 'runc', '--suites', 'cpu', '--output', world.output, ...NOTHING],
};

const USERLAND = '/var/tmp/userland';
/** With these arguments a run ends before it measures. */
const NOTHING = ['--rootfs', '/nonexistent', '--install', 'never'];

const LOOK: readonly Command[] = ['plan', 'doctor'];
const CHANGE: readonly Command[] = ['run', 'cleanup'];

/** Paths below the state folder, and the commands that use each. */
const STATE: Readonly<Record<string, readonly Command[]>> = {
  journal: [...CHANGE, ...LOOK],
  'journal/run-1-abc.jsonl': CHANGE,
  'journal/installed.jsonl': ['run', 'plan', 'doctor', 'cleanup of packages'],
  'measure.lock': CHANGE,
  work: CHANGE,
  runs: ['run', 'plan', 'report', 'compare'],
  'runs/20260101T000000Z-ab.json': ['run', 'plan', 'report'],
  calibration: ['run', 'plan', 'doctor', 'calibrate'],
  'calibration/KEY.json': ['run', 'plan', 'doctor'],
  'installations.json': ['run', 'cleanup'],
  programs: ['run', 'cleanup'],
  results: ['run', 'cleanup'],
};

/** Paths below a cache of its own, and the commands that use each. */
const CACHED: Readonly<Record<string, readonly Command[]>> = {
  userland: ['run', 'plan', 'cleanup of packages'],
  'userland/ENTRY': ['run', 'cleanup of packages'],
  'userland/ENTRY/seal.json': ['run', 'cleanup of packages'],
  'userland/ENTRY/checked.json': ['run', 'cleanup of packages'],
  'userland/ENTRY/image.json': ['run', 'cleanup of packages'],
  'userland/ENTRY/rootfs.tar': ['run', 'cleanup of packages'],
  'userland/ENTRY.lock': ['run', 'cleanup of packages'],
  guest: ['run', 'cleanup of packages'],
  downloads: ['run', 'cleanup of packages'],
  'kvm-probe.json': ['plan', 'cleanup of packages'],
  'kvm-proof.json': ['plan', 'cleanup of packages'],
};

type Place = 'state' | 'cache';

/** A file of the user's to which a link may lead, beside our folders. */
const victimOf = (world: World) => join(world.output, 'victim');
const cacheOf = (world: World) => join(world.output, 'cache');

/** Everything that may be at such a path, including a link to a file of the user's. */
const things = (world: World): Readonly<Record<string, (path: string) => void>> => ({
  ...THINGS,
  [TO_VICTIM]: (path) => symlinkSync(victimOf(world), path),
});
const TO_VICTIM = "a link to a user's file";

function faultAt(place: Place, part: string, thing: string, commands: readonly Command[]): Fault {
  const odd: string[] = [];
  return {
    name: `${part} of the ${place} is ${thing}`,
    done: `before ${commands.join(', ')}`,
    async provoke(world) {
      let worst: Provoked = { code: null, stderr: '' };
      for (const command of commands) {
        const ended = await meet(world, place, part, thing, command);
        const found = [...oddities(ended), ...harmOf(world)];
        odd.push(...found.map((text) => `${command}: ${text}`));
        if (found.length > 0) worst = ended;
      }
      return worst;
    },
    expect: () => odd,
  };
}

/** Puts the thing in its place, calls the command, and removes the thing again. */
async function meet(world: World, place: Place, part: string, thing: string, command: Command): Promise<Provoked> {
  const cache = cacheOf(world);
  const env = { TARE_CACHE_DIR: cache };
  writeFileSync(victimOf(world), VICTIM);
  if (part.includes('ENTRY')) await fillCache(world, env);
  const path = pathOf(world, place, part);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  rmSync(path, { recursive: true, force: true });
  things(world)[thing]?.(path);
  const ended = await world.start(COMMANDS[command](world, join(world.output, 'run-kept.json')), env).finished();
  const lost = thing === FOLDER && !isKept(path) ? [`what lay in ${part} is gone`] : [];
  rmSync(path, { recursive: true, force: true });
  return lost.length > 0 ? { ...ended, code: 1, stderr: `${lost.join()}\n${ended.stderr}` } : ended;
}

const [FOLDER = ''] = Object.keys(THINGS);
const VICTIM = 'of a user';

/** Tells whether a thing that is not ours was kept. It may be renamed to a name beside the old one. */
function isKept(path: string): boolean {
  const [folder, name] = [dirname(path), path.slice(dirname(path).length + 1)];
  const beside = existsSync(folder) ? readdirSync(folder).filter((one) => one.startsWith(name)) : [];
  const entries = [path, ...beside.map((one) => join(folder, one))];
  return entries.some((entry) => existsSync(join(entry, 'thesis'))) || keptAside(folder);
}

/** Tells whether it was kept together with the folder that contained it. */
function keptAside(folder: string): boolean {
  const shelf = dirname(folder);
  const aside = existsSync(shelf) ? readdirSync(shelf).filter((name) => name.includes('.kept-')) : [];
  return aside.some((name) =>
    readdirSync(join(shelf, name), { recursive: true }).some((one) => `${one}`.endsWith('thesis')),
  );
}

function harmOf(world: World): string[] {
  const victim = lstatSync(victimOf(world), { throwIfNoEntry: false });
  const isWhole = victim?.isFile() && readFileSync(victimOf(world), 'utf8') === VICTIM;
  return isWhole ? [] : ["a user's file that the link led to was changed"];
}

function pathOf(world: World, place: Place, part: string): string {
  const folder = place === 'state' ? world.state : cacheOf(world);
  return join(folder, part.replace('KEY', hardwareKey(world)).replace('ENTRY', entryName(world)));
}

function hardwareKey(world: World): string {
  const { fingerprint } = JSON.parse(readFileSync(join(world.output, 'run-kept.json'), 'utf8'));
  return String(fingerprint.hardwareKey).replaceAll(/[^\w-]/g, '_');
}

const shelfOf = (world: World) => join(cacheOf(world), 'userland');

/** The name that the userland has in every cache. */
let entry = '';
const entryName = (_: World): string => entry;

async function fillCache(world: World, env: Readonly<Record<string, string>>): Promise<void> {
  rmSync(cacheOf(world), { recursive: true, force: true });
  await world.start(COMMANDS.run(world, ''), env).finished();
  const [name] = readdirSync(shelfOf(world)).filter((one) => /^[0-9a-f]+-[0-9a-f]+$/.test(one));
  if (!name) throw new Error('there is no userland in the cache');
  entry = name;
}

/** Where a folder is expected, the content of a file does not matter. */
const NO_FOLDERS: readonly string[] = [
  ...['a folder with something in it', 'a file of one line', 'a pipe', 'a socket', 'a link to nowhere'],
  ...['a link to itself', 'a link to a device without end', "another user's file", TO_VICTIM],
];

const partsOf = (place: Place, parts: Readonly<Record<string, readonly Command[]>>): Fault[] =>
  Object.entries(parts).flatMap(([part, commands]) => {
    const isFile = /\.(?:jsonl?|lock|tar)$/.test(part);
    const all = isFile ? [...Object.keys(THINGS), TO_VICTIM] : NO_FOLDERS;
    return all.map((thing) => faultAt(place, part, thing, commands));
  });

const IN_SLICE = 4;

export const state: Group = {
  name: 'state',
  async faults({ extent, seed, points = IN_SLICE }) {
    await keepDocument('native', '--suites', 'cpu');
    const all = [...partsOf('state', STATE), ...partsOf('cache', CACHED)];
    return extent === 'all' ? all : sample(all, points, seed);
  },
};
