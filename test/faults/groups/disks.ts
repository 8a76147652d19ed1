/** Disks that are full, cannot be written to or fill up, and a cache that is damaged. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault, Group, Provoked } from '../fault.js';
import { CACHE, World } from '../world.js';

type Place = 'state' | 'output';

/** Runs `act` while the folder is a file system of its own. */
async function on(world: World, place: Place, options: string, act: () => Promise<Provoked>): Promise<Provoked> {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', world[place]]);
  try {
    return await act();
  } finally {
    execFileSync('umount', ['--lazy', world[place]]);
  }
}

const REFUSED = [2, 3];
const mustEnd =
  (...codes: readonly (number | null)[]) =>
  ({ code, stderr }: Provoked) =>
    codes.includes(code) ? [] : [`it ended with ${code}: ${stderr.slice(-300)}`];

const OPTIONS = { 'full from the start': 'size=4k', 'read-only': 'ro', 'without inodes': 'nr_inodes=2' };

const refused: Fault[] = (['state', 'output'] as const).flatMap((place) =>
  Object.entries(OPTIONS).map(([name, options]) => ({
    name: `disk of ${place} ${name}`,
    done: `${place} is a tmpfs with ${options}`,
    provoke: (world: World) => on(world, place, options, () => world.tare(...world.arguments('runc'))),
    // Space that runs out later is reported, and the document goes where there is space.
    expect: options.startsWith('nr_inodes') ? mustEnd(0, 2, 3, 4) : mustEnd(...REFUSED),
  })),
);

/** The result is still printed, and the document is where the message says. */
const fills: Fault = {
  name: 'disk of output fills in the first block',
  done: 'output is a tmpfs of 1 MiB, filled when it says "block 1 of"',
  provoke: (world) =>
    on(world, 'output', 'size=1m', async () => {
      const run = world.start(world.arguments('runc'));
      await run.says('block 1 of');
      try {
        writeFileSync(join(world.output, 'ballast'), Buffer.alloc(2 * 1024 ** 2));
      } catch {
        // The file fills what space there is.
      }
      return run.finished();
    }),
  expect: mustEnd(0, 3, 4),
};

/** What is left is too little for a report, and the result is to be shown all the same. */
const lateFull: Fault[] = ([0, 8, 20] as const).map((kib) => ({
  name: `disk of output with ${kib} KiB left at the end`,
  done: `output is a tmpfs that is filled up to ${kib} KiB when it says "putting the host back"`,
  async provoke(world: World) {
    const documents = new Map<string, Buffer>();
    const ended = await on(world, 'output', 'size=1m', async () => {
      const run = world.start(world.arguments('native', '--suites', 'cpu'));
      await run.says('putting the host back');
      const { bavail, bsize } = statfsSync(world.output);
      writeFileSync(join(world.output, 'fill'), Buffer.alloc(bavail * bsize - kib * 1024));
      const said = await run.finished();
      for (const name of readdirSync(world.output).filter((one) => one.endsWith('.json')))
        documents.set(name, readFileSync(join(world.output, name)));
      return said;
    });
    // The file system that it was on is gone.
    for (const [name, bytes] of documents) writeFileSync(join(world.output, name), bytes);
    return ended;
  },
  expect: (ended) => [
    ...mustEnd(0)(ended),
    ...(ended.stdout?.includes('run document') ? [] : ['the result is not shown']),
    ...(/report-\S+ cannot be written: the file system is full/.test(ended.stderr)
      ? []
      : ['it does not say what is full']),
  ],
}));

const inTheWay: Fault[] = (['measure.lock', 'journal'] as const).map((name) => ({
  name: `${name} is something else`,
  done: `state/${name} is a ${name === 'journal' ? 'file' : 'folder'}`,
  async provoke(world) {
    const path = join(world.state, name);
    if (name === 'journal') writeFileSync(path, '');
    else mkdirSync(path);
    const ended = await world.tare(...world.arguments('runc'));
    rmSync(path, { recursive: true });
    return ended;
  },
  expect: mustEnd(...REFUSED),
}));

const entry = (): string => {
  const shelf = join(CACHE, 'userland');
  const [name] = readdirSync(shelf).filter((one) => /^[0-9a-f]+-[0-9a-f]+$/.test(one));
  if (!name) throw new Error('there is no userland in the cache');
  return join(shelf, name);
};

const DAMAGE: Readonly<Record<string, (path: string) => void>> = {
  'cut short': (path) => truncateSync(path, 10),
  emptied: (path) => truncateSync(path, 0),
  'with one byte changed': (path) => {
    const bytes = readFileSync(path);
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    writeFileSync(path, bytes);
  },
  gone: (path) => rmSync(path),
};

const torn: Fault[] = ['rootfs.tar', 'image.json', 'seal.json'].flatMap((file) =>
  Object.entries(DAMAGE).map(([name, damage]) => ({
    name: `${file} of the cache ${name}`,
    done: `${file} of the userland ${name} before the run`,
    async provoke(world: World) {
      damage(join(entry(), file));
      return world.tare(...world.arguments('native'));
    },
    expect: mustEnd(0),
  })),
);

export const disks: Group = {
  name: 'disks',
  async faults({ extent }) {
    const world = new World();
    await world.tare(...world.arguments('native'));
    world.keepDocument();
    world.remove();
    const all = [...refused, fills, ...lateFull, ...inTheWay, ...torn];
    return extent === 'all' ? all : all.filter((_, index) => index % 4 === 0);
  },
};
