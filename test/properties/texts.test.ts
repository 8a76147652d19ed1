/** Tests readers of text: of the host's files and commands, of what people write, of what a sandbox prints. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseArms } from '../../src/config/arms.js';
import { parseConfigFile } from '../../src/config/config-file.js';
import { INPUTS } from '../../src/config/inputs.js';
import { parseInputs } from '../../src/config/parse.js';
import { parseLayout } from '../../src/host/cgroup.js';
import { parseChecksums } from '../../src/host/download/checksums.js';
import { chooseCpus, cpuTopologyOf, formatCpuList, parseCpuList } from '../../src/host/facts/cpu/cpus.js';
import { hostFiles } from '../../src/host/facts/files.js';
import { mountHolding, parseMounts } from '../../src/host/facts/mounts.js';
import {
  memoryBytes,
  parseContainer,
  parseCpuinfo,
  parseCpuTimes,
  parseFields,
  parseGroup,
  parsePressure,
  parseProcessTimes,
  publicCommandLine,
} from '../../src/host/facts/proc.js';
import { removeIfAbandoned } from '../../src/host/lock.js';
import { parseDistribution } from '../../src/host/open-host.js';
import { parseTargets as parseTargetLines } from '../../src/host/packages/backports.js';
import { parseSimulation, refusalOf } from '../../src/host/packages/simulation.js';
import { readPublicKeys } from '../../src/host/packages/vendor/openpgp.js';
import { parseCandidates } from '../../src/host/packages/versions.js';
import { parseRecords } from '../../src/host/undo/records.js';
import { parseKernelConfig } from '../../src/image/guest/config.js';
import { kernelDependencies } from '../../src/image/guest/packages.js';
import { entryOptions } from '../../src/image/source-entries.js';
import { parseTargets } from '../../src/image/sources.js';
import { printable, printableJson, printableLines } from '../../src/printable.js';
import { runtimes } from '../../src/runtimes/index.js';
import { PROBE_SCRIPT, quoteRequest } from '../../src/sandbox/agent.js';
import { FrameReader, OUTPUT_LIMIT } from '../../src/sandbox/frames.js';
import { parseProbe } from '../../src/sandbox/probe.js';
import { OutputError } from '../../src/suites/benchmark.js';
import { readCpu, readFileio, readMemory, readMutex, readThreads } from '../../src/suites/sysbench-output.js';
import { formatBytes, formatDuration, parseBytes, parseDuration, parsePercent } from '../../src/units.js';
import { sections } from '../suites/fixture.js';
import { textsLike } from './damaged.js';
import { answersOrRefuses, survives } from './holds.js';

const folder = mkdtempSync('/var/tmp/tare-properties-');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fixture = (path: string) => readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8');

describe('what people write', () => {
  it('is read or refused: durations, sizes and shares', () => {
    answersOrRefuses(textsLike('1h30m', '100ms', '2m15s'), (text) => expect(parseDuration(text)).not.toBeNaN());
    answersOrRefuses(textsLike('512MiB', '1G', '1.5 TiB'), (text) => expect(parseBytes(text)).not.toBeNaN());
    answersOrRefuses(textsLike('2%', '0.5 %'), (text) => expect(parsePercent(text)).not.toBeNaN());
  });

  it('durations and sizes come back as they were written', () => {
    survives(
      fc.nat(10 ** 12),
      (ms) => parseDuration(formatDuration(ms / 1000)),
      (ms) => ms / 1000,
    );
    survives(
      fc.nat(2 ** 31),
      (kib) => parseBytes(formatBytes(kib * 1024)),
      (kib) => kib * 1024,
    );
  });

  it('is read or refused: lists of CPUs', () => {
    answersOrRefuses(textsLike('0-3,5,8-11', '0', '0-1,3-4\n'), parseCpuList);
    answersOrRefuses(textsLike('0-3,5', 'auto', '1'), (text) => chooseCpus(text, cpuTopologyOf(hostFiles())));
    const sets = fc.uniqueArray(fc.nat(1023)).map((cpus) => cpus.sort((a, b) => a - b));
    survives(sets, (cpus) => parseCpuList(formatCpuList(cpus)));
  });

  const ARMS = [
    'runc, runsc@20240408.0, runc=./bin/runc, docker{runtime: runsc}@24.0.5, all',
    `runc@1.2.99#sha256:${'a'.repeat(64)}`,
  ];

  it('is read or refused: arms', () => {
    answersOrRefuses(textsLike(...ARMS), (text) => parseArms(text, runtimes, '/work'));
  });

  it('arms are read again from their ids', () => {
    const name = fc.constantFrom('runc', 'crun', 'docker{runtime: runsc}', 'runsc{platform: ptrace}');
    const version = fc.option(fc.stringMatching(/^[A-Za-z0-9][\w.+:~-]{0,20}$/), { nil: undefined });
    const path = fc.stringMatching(/^[\w./-]{1,30}$/);
    const arms = fc.tuple(name, version, path).map(([runtime, at, file]) => runtime + (at ? `@${at}` : `=${file}`));
    survives(
      arms.map((text) => parseArms(text, runtimes, '/work')),
      (specs) =>
        parseArms(
          specs.map(({ id }) => id),
          runtimes,
          '/work',
        ),
    );
  });

  const FILE =
    'runtimes: [runc, "docker{runtime: runsc}"]\nsuites: &s cpu\nbudget: 10m\nblocks: 6..12\n# x\nmemory: 1GiB\n';

  it('is read or refused: tare.yml, and the inputs made of it', () => {
    answersOrRefuses(textsLike(FILE, 'a: *b\n', '? [a]\n: b\n', '- a\n'), (text) =>
      parseInputs({ flags: {}, file: parseConfigFile(text, 'tare.yml'), cwd: '/work' }),
    );
  });

  it('is read or refused: flags and inputs of the action', () => {
    const examples = INPUTS.map(({ example }) => String(example));
    const name = fc.oneof(fc.constantFrom(...INPUTS.map((input) => input.name as string)), fc.string());
    const flags = fc.dictionary(name, fc.oneof(textsLike(...examples), fc.array(textsLike(...examples))), {
      maxKeys: 5,
    });
    answersOrRefuses(flags, (given) => parseInputs({ flags: given, cwd: '/work' }));
  });
});

describe('what a host says', () => {
  const OS = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID=\'12\'\nVERSION="12 (bookworm)"\n';
  const MOUNTS =
    '31 23 0:28 / /sys/fs/cgroup rw,relatime shared:1 - tmpfs tmpfs rw,mode=755\n41 31 0:38 / /a\\040b rw - cgroup2 x rw\n';
  const SIMULATION =
    'Inst runc [1.0] (1.1.5 Debian:12 [amd64]) []\nRemv docker-ce [5:28] [x ]\nPurg a [1]\nConf b (1 x [all])\n';
  const TARGETS =
    'MetaKey: main\nOrigin: Debian\nCodename: bookworm\nRelease: stable\nRepo-URI: http://x/\n\nOrigin: y\n';
  const STANZAS =
    '# x\nTypes: deb\nURIs: http://x\nSigned-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc\n\nTypes: deb\nTrusted: yes\n';

  it.each<readonly [string, readonly string[], (text: string) => unknown]>([
    ['os-release', [OS], (text) => parseDistribution(text, 'x64')],
    ['mountinfo', [MOUNTS], (text) => [parseLayout(text, ['cpuset']), mountHolding(parseMounts(text), '/sys/fs/x')]],
    ['a simulation of apt', [SIMULATION], (text) => refusalOf(parseSimulation(text), new Set(['runc']), 'do without')],
    ['the candidates of apt', ['runc:\n  Installed: (none)\n  Candidate: 1.1.5\n'], parseCandidates],
    ['the targets of apt', [TARGETS], parseTargets],
    ['the targets of apt in lines', ['bookworm\tDebian\thttp://x/\n'], parseTargetLines],
    ['an entry of sources', [STANZAS], (text) => entryOptions('/etc/x.sources:1', () => text)],
    [
      'a line of sources',
      ['deb [ signed-by=/x trusted=yes ] http://x y z\n'],
      (text) => entryOptions('/x.list:1', () => text),
    ],
    ['sums', [`${'a'.repeat(64)}  runc\nSHA256 (x) = ${'b'.repeat(64)}\n`], (text) => parseChecksums(text, 'runc')],
    ['cpuinfo', ['processor\t: 0\nmodel name\t: X\n\nprocessor\t: 1\n'], parseCpuinfo],
    ['meminfo', ['MemTotal:  100 kB\nMemFree: 1 kB\n'], (text) => [parseFields(text), memoryBytes(text, 'MemTotal')]],
    ['pressure', ['some avg10=0.10 avg60=0.00 avg300=0.00 total=12\n'], parsePressure],
    ['times of a process', [`1 (a) b) S ${'1 '.repeat(48)}`], parseProcessTimes],
    ['times of CPUs', ['cpu  1 2 3 4 5 6 7 8 9 10\ncpu0 1 2 3\n'], parseCpuTimes],
    [
      'groups',
      ['9:name=systemd:/\n4:memory:/docker/abc\n0::/x\n'],
      (text) => [parseGroup(text, 'memory'), parseContainer(text)],
    ],
    ['command lines', ['docker\0run\0--env\0TOKEN=x\0'], publicCommandLine],
    ['the configuration of a kernel', ['CONFIG_A=y\n# CONFIG_B is not set\nCONFIG_C="x"\n'], parseKernelConfig],
    ['a stanza of a kernel', ['Package: linux-image\nDepends: linux-image-6.1 (= 1) | x, y\n'], kernelDependencies],
  ])('is read or refused: %s', (_what, sound, read) => {
    answersOrRefuses(textsLike(...sound), read, Error);
  });

  it('is read or refused: records of a journal, cut anywhere', () => {
    const change = { type: 'change', id: 0, undo: { kind: 'path', path: '/a' } };
    const lines = [{ type: 'owner', pid: 1, place: { boot: 'b', root: '1:2' } }, change, { type: 'settled', id: 0 }];
    const text = lines.map((line) => `\n${JSON.stringify(line)}\n`).join('');
    answersOrRefuses(textsLike(text), parseRecords);
    // A prefix always yields the records that are whole in it, and never anything else.
    survives(
      fc.nat(text.length),
      (length) => parseRecords(text.slice(0, length)),
      (length) => lines.filter((line) => text.slice(0, length).includes(JSON.stringify(line))),
    );
  });

  it('is read or refused: the holder of a lock', () => {
    const path = join(folder, 'lock');
    const sound = JSON.stringify({ pid: 1, pidNamespace: 'x', since: 'y', purpose: 'z' });
    answersOrRefuses(
      textsLike(sound).filter((text) => text !== sound),
      (text) => {
        writeFileSync(path, text);
        removeIfAbandoned(path);
      },
    );
  });

  it('is read or refused: OpenPGP keys', () => {
    answersOrRefuses(textsLike(fixture('openpgp/vendor.asc'), fixture('openpgp/both.asc')), readPublicKeys, Error);
  });
});

describe('what a sandbox says', () => {
  const outputs = ['1.0.20.txt', '1.1.0.txt'].flatMap((file) => sections(file).map(({ output }) => output));

  it.each([
    ['cpu', readCpu],
    ['memory', readMemory],
    ['threads', readThreads],
    ['mutex', readMutex],
    ['fileio', readFileio],
  ])('reports of sysbench %s are finite numbers or an OutputError', (_test, read) => {
    const finite = (text: string) => {
      for (const value of Object.values(read(text)))
        if (typeof value === 'number') expect(value).toBeGreaterThanOrEqual(0);
    };
    answersOrRefuses(textsLike(...outputs), finite, OutputError);
  });

  it('is read or refused: probes', () => {
    answersOrRefuses(textsLike('kernel=6.1\ncpus=2\nmemoryLimit=1\n'), (output) => parseProbe(output, PROBE_SCRIPT));
  });

  const STREAM = '\n@tare n ready\n\n@tare n begin 0\nhello\n\n@tare n end 0 0\n\n@tare n bye\n';

  it('has the same frames whatever pieces it is cut into, within the limits', () => {
    const cuts = fc.array(fc.nat(STREAM.length), { maxLength: 6 });
    answersOrRefuses(fc.tuple(textsLike(STREAM), cuts), ([text, at]) => {
      const whole = new FrameReader('n').feed(text);
      const reader = new FrameReader('n');
      const points = [0, ...at.sort((a, b) => a - b), text.length];
      const pieces = points.slice(1).flatMap((end, index) => reader.feed(text.slice(points[index], end)));
      expect(pieces).toEqual(whole);
      for (const frame of whole)
        if (frame.type === 'end') expect(frame.output.length).toBeLessThanOrEqual(OUTPUT_LIMIT + 1);
    });
  });

  it('requests never hold more than one line, and none is expanded', () => {
    answersOrRefuses(
      fc.array(fc.string({ unit: 'binary' })),
      (words) => expect(quoteRequest(words).split('\n')).toHaveLength(2),
      Error,
    );
  });
});

describe('what is printed', () => {
  const text = textsLike('plain', '::error::x', '\u001b[31m', '##[command]', 'a\u202eb');

  it('holds no control character and no command of a runner', () => {
    answersOrRefuses(text, (given) => {
      expect(printable(given)).not.toMatch(/[\p{Cc}\p{Cf}]|^::[a-z]/u);
      for (const line of printableLines(given).split('\n')) expect(line).not.toMatch(/[\p{Cc}\p{Cf}]|^\s*::[a-z]/u);
    });
  });

  it('is the same JSON to every parser', () => {
    survives(
      fc.jsonValue({ maxDepth: 3 }),
      (value) => JSON.parse(printableJson(value)),
      (value) => JSON.parse(JSON.stringify(value)),
    );
  });
});
