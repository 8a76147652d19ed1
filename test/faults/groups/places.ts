/** Folders of state, cache and output where users have them, and where nobody would: a whole life of them each. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault, Group } from '../fault.js';
import { tries } from '../oddities.js';
import { sample } from '../sample.js';
import { placesOf, surrounded } from '../surrounded.js';
import type { World } from '../world.js';
import { programMissing } from './programs.js';

const BOTH = 'export TARE_STATE_DIR=$P/s TARE_CACHE_DIR=$P/c';
const AS_ONE = 'mount -t overlay -o lowerdir=/etc,upperdir=/opt/u,workdir=/opt/w overlay /etc';

/** An access control list by which user 65534 may do everything there (Linux, struct posix_acl_xattr_entry). */
function rightsOf(folder: string, kind: 'default' | 'access'): string {
  const entries = '((1,7,2**32-1),(2,7,65534),(4,0,2**32-1),(16,7,2**32-1),(32,0,2**32-1))';
  const value = `struct.pack("<I",2)+b"".join(struct.pack("<HHI",*one) for one in ${entries})`;
  return `python3 -c 'import os,struct; os.setxattr("'${folder}'","system.posix_acl_${kind}",${value})'`;
}

/** Done once, and what each command is called with; $P is a folder with a file of the user's in it. */
interface Place {
  readonly once?: string;
  readonly each?: string;
}

const mounted = (options: string): Place => ({ once: `mount ${options} none $P; echo x >$P/thesis` });
const folders = (script: string): Place => ({ once: `mkdir $P/s $P/c; ${script}` });

/** The folder of the state in which a run has its roots. */
const WORK = 'work';

const PLACES: Readonly<Record<string, Place>> = {
  'one folder for both': { each: 'export TARE_STATE_DIR=$P TARE_CACHE_DIR=$P' },
  'the cache below the state': { each: 'export TARE_STATE_DIR=$P/s TARE_CACHE_DIR=$P/s/cache' },
  'the state below the cache': { each: 'export TARE_CACHE_DIR=$P/c TARE_STATE_DIR=$P/c/state' },
  'the state in the output': { each: 'export TARE_STATE_DIR=$W' },
  'the cache in the output': { each: 'export TARE_CACHE_DIR=$W' },
  "the cache in the state's journal": { each: 'export TARE_STATE_DIR=$P/s TARE_CACHE_DIR=$P/s/journal' },
  "the cache in the state's work": { each: `export TARE_STATE_DIR=$P/s TARE_CACHE_DIR=$P/s/${WORK}/c` },
  "the state in the cache's userlands": { each: 'export TARE_CACHE_DIR=$P/c TARE_STATE_DIR=$P/c/userland/s' },
  links: { once: 'mkdir $P/real $P/other; ln -s real $P/s; ln -s $P/other $P/c' },
  'links that lead nowhere': { once: 'ln -s /nonexistent/x $P/s; ln -s /nonexistent/y $P/c' },
  'links into a circle': { once: 'ln -s c $P/s; ln -s s $P/c' },
  'dots and slashes': { each: 'export TARE_STATE_DIR=$P/a/../b/.//c/ TARE_CACHE_DIR=//$P/./d//' },
  'a folder that begins with a dash': { each: 'export TARE_STATE_DIR=$P/-rf TARE_CACHE_DIR=$P/--help' },
  'names of ours': {
    each: `export TARE_STATE_DIR=$P/${WORK}/journal/measure.lock TARE_CACHE_DIR=$P/userland/guest/downloads`,
  },
  'a relative path': { each: 'cd $P; export TARE_STATE_DIR=s TARE_CACHE_DIR=../place/c' },
  tmpfs: mounted('-t tmpfs'),
  ramfs: mounted('-t ramfs'),
  'tmpfs without programs': mounted('-t tmpfs -o noexec'),
  'tmpfs without devices and setuid': mounted('-t tmpfs -o nodev,nosuid'),
  'tmpfs of 8 MiB': mounted('-t tmpfs -o size=8m'),
  'tmpfs of 30 inodes': mounted('-t tmpfs -o nr_inodes=30'),
  'file systems of their own': folders('mount -t tmpfs none $P/s; mount -t tmpfs none $P/c'),
  'file systems that cannot be written to': folders('mount -t tmpfs -o ro none $P/s; mount -t tmpfs -o ro none $P/c'),
  'a cache that cannot be written to any more': {
    once: 'mkdir -p $P/c/userland $P/c/downloads; mount --bind $P/c $P/c; mount -o remount,bind,ro $P/c',
  },
  'an overlay': {
    once: 'mount -t tmpfs none /srv; mkdir /srv/l /srv/u /srv/w; mount -t overlay -o lowerdir=/srv/l,upperdir=/srv/u,workdir=/srv/w none $P; echo x >$P/thesis',
  },
  'an overlay of what cannot be written to': folders('mount -t overlay -o lowerdir=/srv:/opt none $P/c'),
  'a mount of itself': { once: 'mount --bind $P $P' },
  'a mount in the cache': { once: 'mkdir -p $P/c/userland; mount -t tmpfs none $P/c/userland' },
  'a mount in the state': { once: 'mkdir -p $P/s/work; mount -t tmpfs none $P/s/work' },
  'the processes of the kernel': folders('mount -t proc none $P/s; mount -t proc none $P/c'),
  'the devices of the kernel': folders('mount -t sysfs none $P/s; mount -t sysfs none $P/c'),
  'message queues': folders('mount -t mqueue none $P/s; mount -t mqueue none $P/c'),
  terminals: folders('mount -t devpts none $P/s; mount -t devpts none $P/c'),
  'default rights for others': { once: rightsOf('$P', 'default') },
  'rights of others': folders(`${rightsOf('$P/s', 'access')}; ${rightsOf('$P/c', 'access')}`),
  'another owner': folders('chown 65534:65534 $P/s $P/c'),
  'another group whose new files are its own': folders('chgrp 65534 $P/s $P/c; chmod 2770 $P/s $P/c'),
  'a folder for all, sticky': folders('chmod 1777 $P/s $P/c'),
  'a folder for all': folders('chmod 777 $P/s $P/c'),
  'a folder for nobody': folders('chmod 0 $P/s $P/c'),
  'a mask that takes all': { each: `umask 0777; ${BOTH}` },
  'a mask that takes nothing': { each: `umask 0; ${BOTH}` },
  'folders of the system': {
    once: `mount -t tmpfs none /opt; mkdir /opt/u /opt/w; ${AS_ONE}`,
    each: 'export TARE_STATE_DIR=/etc TARE_CACHE_DIR=/etc/apt',
  },
  'a home': { each: 'export HOME=$P TARE_STATE_DIR=$P TARE_CACHE_DIR=$P/.cache' },
};

type Step = (world: World) => readonly string[];

/** From the first look to the last file. */
const LIFE: Readonly<Record<string, Step>> = {
  plan: () => ['plan', '--runtimes', 'native', '--suites', 'cpu', '--rootfs', '/var/tmp/userland'],
  run: (world) => world.arguments('native', '--suites', 'cpu', '--blocks', '1..1'),
  'a second run': (world) => world.arguments('native', '--suites', 'cpu', '--blocks', '1..1'),
  cleanup: () => ['cleanup'],
  'cleanup of packages': () => ['cleanup', '--cleanup', 'packages'],
};

function life(name: string, { once, each = BOTH }: Place): Fault {
  const lived = tries(`state and cache: ${name}`, [once, each].join('; '), (world) => {
    const place = join(world.output, 'place');
    mkdirSync(place);
    writeFileSync(join(place, 'thesis'), 'of a user');
    if (once) execFileSync('/bin/sh', ['-c', once], { env: { ...process.env, ...placesOf(world) } });
    return Object.entries(LIFE).map(([step, args]) => ({
      name: step,
      call: () => surrounded(world, each, args(world)),
      expect: () => (existsSync(join(place, 'thesis')) ? [] : ["the user's own file is gone"]),
    }));
  });
  return {
    ...lived,
    async provoke(world) {
      const before = mounts();
      try {
        return await lived.provoke(world);
      } finally {
        for (const [id, point] of [...mounts()].reverse()) if (!before.has(id)) spawnSync('umount', ['--lazy', point]);
      }
    },
  };
}

/** Points of all mounts by their numbers, the newest last. */
function mounts(): Map<string, string> {
  const lines = readFileSync('/proc/self/mountinfo', 'utf8').trim().split('\n');
  return new Map(lines.map((line) => [line.split(' ')[0] ?? '', line.split(' ')[4] ?? '']));
}

/** Mode, owner and marks of folders of the user's; what the user has set must be as it was. */
const MARKS: Readonly<Record<string, string>> = { immutable: 'i', 'for appending only': 'a' };

const marked: Fault[] = Object.entries(MARKS).map(([name, mark]) => ({
  name: `output, state and cache are ${name}`,
  done: `chattr +${mark}`,
  async provoke(world) {
    const own = join(world.output, 'place');
    mkdirSync(own);
    execFileSync('chattr', [`+${mark}`, own]);
    try {
      return await surrounded(world, BOTH, world.arguments('native', '--output', own));
    } finally {
      execFileSync('chattr', ['-R', `-${mark}`, own]);
    }
  },
  expect: ({ code, stderr }) => ([0, 2, 3].includes(code ?? -1) ? [] : [`it ended with ${code}: ${stderr}`]),
}));

/** Where documents go. */
const OUTPUTS: Readonly<Record<string, string>> = {
  'the state': 'state',
  "the state's work": `state/${WORK}/x`,
  "the state's journal": 'state/journal',
  'deep below what is not there': 'output/a/b/c/d/e/f/g',
  'a name of a run': 'output/run-x.json/y',
  'a line break': 'output/a\nb',
  'a name that is no text': 'output/\udcff',
  'a very long name': `output/${'x'.repeat(255)}/${'y'.repeat(255)}`,
};

const outputs: Fault[] = Object.entries(OUTPUTS).map(([name, path]) =>
  tries(`output: ${name}`, `--output ${JSON.stringify(path.slice(0, 60))}`, (world) => [
    { name: 'run', call: () => world.tare(...world.arguments('native', '--output', join(world.folder, path))) },
  ]),
);

const IN_SLICE = 1;

export const places: Group = {
  name: 'places',
  whyNot: () => programMissing(['unshare', 'chattr']),
  async faults({ extent, seed }) {
    const all = [...Object.entries(PLACES).map(([name, place]) => life(name, place)), ...marked, ...outputs];
    return extent === 'all' ? all : sample(all, IN_SLICE, seed);
  },
};
