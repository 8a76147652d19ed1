/** Unusual environments of every command: variables, limits, missing mounts. None of them is a fault of ours. */
import { join } from 'node:path';
import { BUILD, BuiltRepository } from '../../support/built-repository.js';
import { Running } from '../../support/tare.js';
import type { Fault, Group, Provoked } from '../fault.js';
import { sample } from '../sample.js';
import { CLI, keepDocument, type World } from '../world.js';
import { programMissing } from './programs.js';

/** A folder that every Debian has and that no command needs. */
const SCRATCH = '/srv';
const FULL = `mount -t tmpfs -o size=4k,nr_inodes=3 none ${SCRATCH}`;
const PLACES = `export TARE_STATE_DIR=${SCRATCH}/s TARE_CACHE_DIR=${SCRATCH}/c`;

/** A shell in a mount namespace of its own does this, and then becomes the command. */
const SURROUNDINGS: Readonly<Record<string, string>> = {
  'HOME unset': 'unset HOME',
  'HOME below a device': 'export HOME=/dev/null/x',
  'TMPDIR missing': 'export TMPDIR=/nonexistent/t',
  'TMPDIR a file': 'export TMPDIR=/etc/passwd',
  'TMPDIR relative': 'export TMPDIR=t',
  'TMPDIR long': `export TMPDIR=/tmp/$(head -c 3000 /dev/zero | tr '\\0' x)`,
  'PATH empty': 'export PATH=',
  'PATH of files': 'export PATH=/nonexistent:/etc/passwd:.',
  'an odd locale and time zone': 'export LANG=xx_YY.klingon LC_ALL=tr_TR.ISO-8859-9 TZ=Nowhere/Nothing',
  'no /proc': 'umount -l /proc; mount -t tmpfs none /proc',
  'no /sys': 'mount -t tmpfs none /sys',
  'no groups': 'umount -R -l /sys/fs/cgroup',
  'no /dev': 'mount -t tmpfs none /dev',
  'no os-release': 'mount --bind /dev/null /etc/os-release; mount --bind /dev/null /usr/lib/os-release',
  'an empty /etc': 'mount -t tmpfs none /etc',
  'a read-only /tmp': 'mount -t tmpfs -o ro none /tmp',
  'the state folder below /proc': 'export TARE_STATE_DIR=/proc/x',
  'the cache below /proc': 'export TARE_CACHE_DIR=/proc/x',
  'folders that cannot be written to': `${FULL} && mount -o remount,ro ${SCRATCH}; ${PLACES}`,
  'folders that are full': `${FULL}; ${PLACES}`,
  'a state folder with a line break': `export TARE_STATE_DIR=$(printf '${SCRATCH}/a\\nb')`,
  '24 open files': 'ulimit -n 24',
  'files of no bytes': 'ulimit -f 0',
  'a working folder that is gone': 'mkdir gone; cd gone; rmdir ../gone',
  'the output closed': 'exec >&-',
  'the progress closed': 'exec 2>&-',
  'the input closed': 'exec <&-',
};

const light = (world: World) => world.arguments('native', '--suites', 'cpu');

/** The flags of a run that `command` has too. */
const flagsOf = (world: World, command: string, ...lacking: readonly string[]) => {
  const [, ...flags] = light(world);
  return [command, ...flags.filter((word, at) => !lacking.includes(at % 2 === 0 ? word : (flags[at - 1] ?? '')))];
};

const COMMANDS: Readonly<Record<string, (world: World, document: string) => readonly string[]>> = {
  run: light,
  plan: (world) => flagsOf(world, 'plan', '--baseline', '--output'),
  calibrate: (world) => flagsOf(world, 'calibrate', '--baseline'),
  bisect: (world) => [
    ...flagsOf(world, 'bisect', '--runtimes', '--suites', '--blocks', '--baseline'),
    ...[
      '--good',
      'HEAD~1',
      '--build',
      BUILD,
      '--runtimes',
      'runc=./runc',
      '--cell',
      'runc cpu.prime',
      '--budget',
      '12s',
    ],
  ],
  doctor: () => ['doctor', '--runtimes', 'native,runc'],
  cleanup: () => ['cleanup'],
  report: (_, document) => ['report', document],
  compare: (_, document) => ['compare', document, document],
  explain: (_, document) => ['explain', document, 'native', 'cpu.prime'],
  'history add': ({ output }, document) => ['history', 'add', '--history', join(output, 'history.gz'), document],
};

const SOUND = [0, 2, 3, 4];
/** Of a search it means that its ends do not differ. */
const NO_DIFFERENCE = 1;

/** A search needs a checkout, with a change that changes nothing. */
function placeOf(command: string, { folder, output }: World): string {
  if (command !== 'bisect') return folder;
  const repository = new BuiltRepository(output);
  repository.commit('main', { n: '1' });
  return repository.origin;
}

function faultIn(surrounding: string, script: string, command: string): Fault {
  return {
    name: `${command} with ${surrounding}`,
    done: script,
    provoke(world) {
      const line = `${script}\nexec "$@"`;
      const as = ['unshare', '--mount', '--propagation', 'private', '/bin/sh', '-c', line, 'sh', process.execPath, CLI];
      const args = COMMANDS[command]?.(world, join(world.output, 'run-kept.json')) ?? [];
      return new Running(args, placeOf(command, world), world.env, as).finished();
    },
    expect: ({ code, stderr }: Provoked) => [
      ...([...SOUND, ...(command === 'bisect' ? [NO_DIFFERENCE] : [])].includes(code ?? -1)
        ? []
        : [`it ended with ${code}: ${stderr.slice(-300)}`]),
      ...(/\n {4}at /.test(stderr) ? [`it shows a stack: ${stderr.slice(-300)}`] : []),
    ],
  };
}

const IN_SLICE = 12;

export const surroundings: Group = {
  name: 'surroundings',
  whyNot: () => programMissing(['unshare', 'git', 'runc']),
  async faults({ extent, seed }) {
    await keepDocument('native', '--suites', 'cpu');
    const all = Object.entries(SURROUNDINGS).flatMap(([name, script]) =>
      Object.keys(COMMANDS).map((command) => faultIn(name, script, command)),
    );
    return extent === 'all' ? all : sample(all, IN_SLICE, seed);
  },
};
