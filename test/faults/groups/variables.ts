/** Variables, limits, programs and clocks that a user's shell or a supervisor has set. */
import { join } from 'node:path';
import type { Fault, Group } from '../fault.js';
import { tries } from '../oddities.js';
import { sample } from '../sample.js';
import { surrounded } from '../surrounded.js';
import { keepDocument, type World } from '../world.js';
import { programMissing } from './programs.js';

/** A folder of its own, first on PATH, with one program in it. */
const program = (name: string, text: string) =>
  `mkdir -p $W/bin; printf '%s\\n' '#!/bin/sh' '${text}' >$W/bin/${name}; chmod 755 $W/bin/${name}; export PATH=$W/bin:$PATH`;

/** Loaded before the command, it shows another time from some call on. */
const clock = (body: string) =>
  `printf '%s\\n' 'const now = Date.now; let n = 0; Date.now = () => (${body});' 'const Real = Date; globalThis.Date = class extends Real { constructor(...a) { a.length ? super(...a) : super(Real.now()); } };' >$W/clock.cjs; export NODE_OPTIONS="--require $W/clock.cjs"`;

const ODD: Readonly<Record<string, string>> = {
  'a small heap': 'export NODE_OPTIONS=--max-old-space-size=64',
  'warnings as errors': 'export NODE_OPTIONS=--throw-deprecation',
  'all that Node can say': 'export NODE_DEBUG=fs,child_process,net NODE_OPTIONS=--trace-warnings',
  'Node without code from text': 'export NODE_OPTIONS=--disallow-code-generation-from-strings',
  'certificates that are not there': 'export NODE_EXTRA_CA_CERTS=/nonexistent',
  'a library that is not there': 'export LD_PRELOAD=/nonexistent/lib.so',
  'options for tar, gzip and grep':
    "export TAR_OPTIONS='--exclude=*' GZIP=-9 GREP_OPTIONS=-v XZ_OPT=-9 POSIXLY_CORRECT=1",
  'a shell that runs something first': 'echo exit 7 >$W/rc; export BASH_ENV=$W/rc ENV=$W/rc IFS=/',
  'colours by force': 'export FORCE_COLOR=3 TERM=xterm-256color; unset NO_COLOR',
  'a terminal of no width': 'export COLUMNS=0 LINES=-1 TERM=',
  'a terminal of much width': 'export COLUMNS=99999999999',
  'the variables of a CI': 'export CI=true GITHUB_ACTIONS=true GITHUB_EVENT_PATH=/nonexistent RUNNER_TEMP=/nonexistent',
  'the inputs of an action': 'export INPUT_RUNTIMES=docker INPUT_BLOCKS=x',
  'proxies that are no addresses': 'export https_proxy=bad//x http_proxy=::: all_proxy=% no_proxy=',
  'a setting of apt that is not there': 'export APT_CONFIG=/nonexistent',
  'a docker elsewhere': 'export DOCKER_HOST=tcp://127.0.0.1:1',
  'a docker that is no address': 'export DOCKER_HOST=:::',
  'a context that is none': 'export DOCKER_CONTEXT=none DOCKER_CONFIG=/nonexistent',
  'folders of a desktop':
    'export XDG_STATE_HOME=/nonexistent XDG_CACHE_HOME=x XDG_RUNTIME_DIR=/dev/null XDG_CONFIG_HOME=',
  'a home that is no text': `export HOME=$(printf '/tmp/\\377')`,
  'a path of many folders': `export PATH=$(seq 2000 | sed s,^,/nonexistent/, | tr '\\n' :)$PATH`,
  'a path with a line break': `export PATH="/a
b:$PATH"`,
  'a flock that never ends': program('flock', 'exec sleep 1000'),
  'a tar that fails': program('tar', 'echo no >&2; exit 2'),
  'a tar that is killed': program('tar', 'kill -9 $$'),
  'a tar that prints without end': program('tar', 'yes'),
  'an rm that fails': program('rm', 'exit 1'),
  'a mount that fails': program('mount', 'exit 32'),
  'a chroot that is none': program('chroot', 'exit 127'),
  'programs that are no programs': `mkdir -p $W/bin; for name in tar chroot mount unshare; do printf 'x' >$W/bin/$name; chmod 755 $W/bin/$name; done; export PATH=$W/bin:$PATH`,
  'programs that are folders': 'mkdir -p $W/bin/tar $W/bin/flock $W/bin/runc; export PATH=$W/bin:$PATH',
  'few open files': 'ulimit -n 40',
  'some open files': 'ulimit -n 70',
  'small files': 'ulimit -f 8',
  'files of 4 MiB': 'ulimit -f 8192',
  'two seconds of a CPU': 'ulimit -t 2',
  'no memory that is locked': 'ulimit -l 0',
  'little stack': 'ulimit -s 512',
  'no cores and no signals that wait': 'ulimit -c 0 -i 0',
  'the lowest priority': 'renice -n 19 $$ >/dev/null; ionice -c 3 -p $$; chrt -i -p 0 $$',
  'one CPU': 'taskset -p 1 $$ >/dev/null',
  'the first to be killed': 'echo 1000 >/proc/$$/oom_score_adj',
  'ignored signals': "trap '' HUP INT TERM PIPE CHLD USR1 XFSZ",
  'a clock that goes back': clock('now() - (n++ > 50 ? 3600000 : 0)'),
  'a clock that leaps ahead': clock('now() + (n++ > 50 ? 86400000 : 0)'),
  'a clock at the beginning of time': clock('now() - 1790000000000'),
  'a clock that stands': clock('1790000000000'),
  'descriptors that are open': 'exec 3</dev/null 4>/dev/null 5<&0 9>/dev/full',
  'the input a device without end': 'exec </dev/zero',
  'the input a folder': 'exec </tmp',
  'the output what cannot be written to': 'exec >/dev/full',
  'the output a file that is for reading': 'exec 1</dev/null',
  'groups that cannot be written to':
    'for p in /sys/fs/cgroup /sys/fs/cgroup/*/; do mount -o remount,bind,ro $p 2>/dev/null; done',
  'a /sys that cannot be written to': 'mount -o remount,bind,ro /sys',
  'a /proc that cannot be written to': 'mount -o remount,bind,ro /proc',
  'a /proc that hides others': 'mount -o remount,hidepid=2 /proc',
  'a system that cannot be written to': 'mount -o bind,ro /usr /usr; mount -o bind,ro /etc /etc',
  'a pipe as os-release':
    'mkfifo $W/pipe; mount --bind $W/pipe /etc/os-release 2>/dev/null || mount --bind $W/pipe /usr/lib/os-release',
  'an endless os-release':
    'mount --bind /dev/zero /etc/os-release 2>/dev/null || mount --bind /dev/zero /usr/lib/os-release',
  'an endless meminfo': 'mount --bind /dev/zero /proc/meminfo',
  'an empty meminfo': 'mount --bind /dev/null /proc/meminfo',
  'an empty cpuinfo': 'mount --bind /dev/null /proc/cpuinfo',
  'no CPUs in /sys': 'mount -t tmpfs none /sys/devices/system/cpu',
  'no accounts': 'mount --bind /dev/null /etc/passwd; mount --bind /dev/null /etc/group',
};

const COMMANDS: Readonly<Record<string, (world: World, document: string) => readonly string[]>> = {
  run: (world) => world.arguments('native', '--suites', 'cpu', '--blocks', '1..1'),
  plan: () => ['plan', '--runtimes', 'native,runc', '--suites', 'cpu', '--rootfs', '/var/tmp/userland'],
  doctor: () => ['doctor', '--runtimes', 'runc'],
  report: (_, document) => ['report', document],
  cleanup: () => ['cleanup'],
};

/** What Node or the kernel ends before a line of ours is run, or that is a kill. */
const ENDS_IT: readonly string[] = ['two seconds of a CPU', 'little stack', 'a small heap'];

function faultWith(name: string, script: string): Fault {
  const all = tries(`with ${name}`, script, (world) =>
    Object.entries(COMMANDS).map(([command, args]) => ({
      name: command,
      call: () => surrounded(world, script, args(world, join(world.output, 'run-kept.json'))),
    })),
  );
  const isKill = (text: string) => ENDS_IT.includes(name) && /it ended with (?:null|13[3479])/.test(text);
  // Of a runner, the groups of its log are ours.
  const isGroup = (text: string) => script.includes('GITHUB_ACTIONS') && text.includes('reached the terminal raw');
  return {
    ...all,
    expect: (...given) => (all.expect?.(...given) ?? []).filter((text) => !isKill(text) && !isGroup(text)),
  };
}

/** The half that root runs for a user, called by hand with anything on its input. */
const HALF: Readonly<Record<string, string>> = {
  nothing: 'exec </dev/null',
  'a device without end': 'exec </dev/zero',
  'a path that is not there': 'echo /nonexistent >$W/in; exec <$W/in',
  'a path that is no socket': 'echo /etc/passwd >$W/in; exec <$W/in',
  'a path that is no text': 'head -c 100 /dev/urandom >$W/in; exec <$W/in',
  'no input': 'exec <&-',
};

const half = tries('the half that is root, by hand', Object.keys(HALF).join(', '), (world) =>
  Object.entries(HALF).map(([name, script]) => ({
    name,
    call: async () => {
      const ended = await surrounded(world, script, ['--root-half']);
      // Nobody has told it what to do.
      return ended.code === 130 ? { ...ended, code: 0 } : ended;
    },
  })),
);

/** What daemons and sandboxes inherit, too. */
const INHERITED: Readonly<Record<string, string>> = {
  'no home': 'unset HOME',
  'a home that is no folder': 'export HOME=/dev/null',
  'a mask that takes all': 'umask 0777',
  'a mask that takes what is for others': 'umask 077',
  'a mask that takes nothing': 'umask 0',
  'TMPDIR missing': 'export TMPDIR=/nonexistent',
  'no folder of the session': 'export XDG_RUNTIME_DIR=/nonexistent DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent',
  'an odd locale': 'export LANG=tr_TR.UTF-8 LC_ALL=xx LANGUAGE=de TZ=:/nonexistent',
  'a hundred open files': 'ulimit -n 100',
  'the state on a tmpfs': 'mount -t tmpfs none $TARE_STATE_DIR',
  'the state on an overlay':
    'mount -t tmpfs none /srv; mkdir /srv/u /srv/w; mount -t overlay -o lowerdir=/opt,upperdir=/srv/u,workdir=/srv/w none $TARE_STATE_DIR',
  'much that is open': 'exec 3</dev/null 4</dev/null 5</dev/null 6</dev/null 7</dev/null 8</dev/null 9</dev/null',
  'a low priority': 'renice -n 19 $$ >/dev/null',
  'a working folder that is gone': 'mkdir $W/gone; cd $W/gone; rmdir $W/gone',
  'a working folder that is the root': 'cd /',
};

const ENGINES = ['runc,crun', 'docker', 'podman', 'lxc,nspawn'];

const inherited: Fault[] = Object.entries(INHERITED).flatMap(([name, script]) =>
  ENGINES.map((runtimes) =>
    tries(`${runtimes} with ${name}`, script, (world) => [
      {
        name: 'run',
        call: () => surrounded(world, script, world.arguments(runtimes, '--blocks', '1..1')),
        expect: ({ code, stderr }) =>
          code === 0 || REFUSED.includes(name) ? [] : [`it ended with ${code}: ${stderr.slice(-300)}`],
      },
    ]),
  ),
);

/** A message is enough. */
const REFUSED: readonly string[] = [
  'a hundred open files',
  'a working folder that is gone',
  'TMPDIR missing',
  'a home that is no folder',
];

const IN_SLICE = 2;

export const variables: Group = {
  name: 'variables',
  whyNot: () => programMissing(['unshare']),
  async faults({ extent, seed }) {
    await keepDocument('native', '--suites', 'cpu');
    const all = [...Object.entries(ODD).map(([name, script]) => faultWith(name, script)), half, ...inherited];
    return extent === 'all' ? all : sample(all, IN_SLICE, seed);
  },
};
