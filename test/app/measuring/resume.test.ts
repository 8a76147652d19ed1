/** A document that is resumed may have been written by anyone, so nothing is run before it is checked. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openResumed, refuseOtherUserland } from '../../../src/app/measuring/resume.js';
import { refuseOtherHost, refuseOtherPrograms } from '../../../src/app/measuring/unchanged.js';
import { parseInputs } from '../../../src/config/parse.js';
import { UserError } from '../../../src/errors.js';
import { parseCpuList } from '../../../src/host/facts/cpu/cpus.js';
import { readFingerprint } from '../../../src/host/facts/fingerprint.js';
import { describeHost } from '../../../src/host/open-host.js';
import type { PlannedArm, RunDocument } from '../../../src/results/document.js';
import type { Installed } from '../../../src/runtimes/runtime.js';
import { rowOf } from '../../../src/suites/own.js';
import { buildRun, CPU, FINGERPRINT, OWN, STARTUP } from '../../support/run-builder.js';

const folder = mkdtempSync('/var/tmp/tare-resume-');
const at = (name: string): string => join(folder, name);
const program = at('runc');
const evidence = at('was-run');
const told: string[] = [];
const host = {
  ...describeHost({ step: (text) => told.push(text), warn: (text) => told.push(text) }),
  paths: { state: folder, cache: folder, work: folder },
};

writeFileSync(program, `#!/bin/sh\ntouch ${evidence}\n`);
chmodSync(program, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const digest = (): string => createHash('sha256').update(readFileSync(program)).digest('hex');
const arm: PlannedArm = { id: 'runc=./runc', runtime: 'runc', path: program, options: {} };
const binary = () => ({ name: 'runc', path: program, version: '1', sha256: digest() });

const BUILT = { command: 'make runc', base: 'a'.repeat(40), head: 'b'.repeat(40) };
const LIMITS = { cpus: '0', cpuCount: 1, memoryBytes: 1e9 };

const fingerprintOf = (cpus: string, image = FINGERPRINT.image) =>
  readFingerprint({ cpus: parseCpuList(cpus), storagePath: folder, image });

/** Makes a run of this host and boot that was cancelled half way, with a program by path. */
function cancelled(change: { plan?: object; environment?: object; fingerprint?: object; stopped?: object } = {}) {
  const run = buildRun({ blocks: 2, benchmarks: [CPU] });
  const image = run.fingerprint.image;
  const plan = {
    ...run.plan,
    arms: [{ id: 'native', runtime: 'native', options: {} }, arm],
    contrasts: [{ baseline: 'native', candidate: arm.id }],
    limits: { ...run.plan.limits, cpus: '0' },
    ...change.plan,
  };
  const fingerprint = { ...fingerprintOf('0', image), ...change.fingerprint };
  const environment = { arm: arm.id, binaries: [binary()], source: 'path', inside: {}, ...change.environment };
  return {
    ...run,
    plan,
    fingerprint,
    environments: [environment],
    blocks: [],
    stopped: { reason: 'cancelled', detail: 'stopped by the user', ...change.stopped },
  };
}

const started = (event: string) => ({ ...STARTUP, work: { kind: 'observed', event } });

async function open(document: object) {
  const path = at('run-1.json');
  writeFileSync(path, JSON.stringify(document));
  return openResumed(path, host);
}

async function refusal(document: object): Promise<readonly [number, string]> {
  try {
    await open(document);
  } catch (error) {
    if (error instanceof UserError) return [error.exitCode, error.message];
    throw error;
  }
  throw new Error('it was taken');
}

describe('a run that is resumed', () => {
  it('is accepted where nothing has changed, and its programs are shown', async () => {
    const { run, benchmarks } = await open(cancelled());
    expect([run.id, benchmarks.map(({ id }) => id)]).toEqual(['run-1', ['cpu.prime']]);
    expect(told.join('\n')).toContain(`runc=./runc runs ${program} (sha256 ${digest()})`);
  });

  it('is accepted where a program or guest kernel was given as a link, or lies in a folder that is one', async () => {
    symlinkSync(program, at('krun'));
    mkdirSync(at('bundle'));
    symlinkSync(program, at('bundle/dockerd'));
    symlinkSync('bundle', at('linked'));
    const of = (path: string, recorded = path, options = {}) =>
      open(
        cancelled({
          plan: { arms: [{ ...arm, path, options }], contrasts: [] },
          environment: { binaries: [{ ...binary(), path: recorded }] },
        }),
      );
    await of(at('krun'));
    await of(at('linked'), at('bundle/dockerd'));
    await of(at('linked/dockerd'), at('bundle/dockerd'));
    expect(told.at(-1)).toContain(`runs ${at('bundle/dockerd')} (sha256 ${digest()})`);
  });

  it('is accepted where its starts are timed as before', async () => {
    const { benchmarks } = await open(cancelled({ plan: { benchmarks: [CPU, started('call to first word')] } }));
    expect(benchmarks.map(({ id }) => id)).toEqual(['cpu.prime', 'lifecycle.startup']);
  });

  it('is accepted where its network could not be made, and is not made now', async () => {
    const [startup, tcp] = [
      started('call to first word, without the network that was asked for'),
      { ...CPU, id: 'network.tcp.send' },
    ];
    const { benchmarks } = await open(cancelled({ plan: { benchmarks: [startup, tcp] } }));
    expect(benchmarks).toHaveLength(2);
  });

  const armed = (change: object) => ({ plan: { arms: [{ ...arm, ...change }], contrasts: [] } });
  it.each<[string, () => object, number, RegExp]>([
    ['of another boot', () => cancelled({ fingerprint: { bootId: 'x' } }), 3, /bootId was x/],
    ['of other hardware', () => cancelled({ fingerprint: { hardwareKey: 'x' } }), 3, /hardwareKey was x/],
    ['that is finished', () => cancelled({ stopped: { reason: 'budget' } }), 2, /is finished/],
    ['of a runtime that is not there', () => cancelled(armed({ runtime: 'runk' })), 2, /no runtime "runk".*\n.*runc/],
    ['with an unknown option', () => cancelled(armed({ options: { x: 'y' } })), 2, /no option "x"/],
    [
      'with an option of the language',
      () => cancelled(armed({ options: { toString: 'y' } })),
      2,
      /no option "toString"/,
    ],
    [
      'whose build was removed with it',
      () => ({ ...cancelled(armed({ path: at('gone/runc') })), built: BUILT }),
      3,
      /built for it, at aaaaaaa and bbbbbbb, and is removed/,
    ],
    ['with a version and a path', () => cancelled(armed({ version: '1' })), 2, /both a version and a path/],
    ['with a relative path', () => cancelled(armed({ path: 'runc' })), 2, /not absolute/],
    ['of a benchmark that is not there', () => cancelled({ plan: { benchmarks: [{ ...CPU, id: 'cpu' }] } }), 2, /cpu/],
    [
      'whose files were made in smaller pieces, as until November 2026',
      () => cancelled({ plan: { benchmarks: [{ ...CPU, id: 'fileio.volume.seqrd' }] } }),
      2,
      /the files of "fileio.volume.seqrd" would be made otherwise now/,
    ],
    [
      'whose starts an earlier version timed in another way',
      () => cancelled({ plan: { benchmarks: [CPU, started('call to ready')] } }),
      2,
      /"lifecycle.startup" would be timed otherwise now/,
    ],
    [
      'whose starts are those of sandboxes with a network, which it does not have',
      () => cancelled({ plan: { benchmarks: [CPU, started('call to first word, with a network')] } }),
      2,
      /"lifecycle.startup" would be timed otherwise now/,
    ],
    [
      'on CPUs that are not there',
      () => cancelled({ plan: { limits: { ...LIMITS, cpus: '4095' } }, fingerprint: fingerprintOf('4095') }),
      2,
      /CPU 4095 is not online/,
    ],
    ['with another program', () => other({ sha256: 'abc' }), 3, /is another program \(sha256 abc, now [0-9a-f]{64}/],
    ['with a program that has gone', () => other({ path: at('gone') }), 3, /does not say what/],
    [
      'that does not say what the program was',
      () => cancelled({ environment: { binaries: [] } }),
      3,
      /does not say what/,
    ],
  ])('is refused %s', async (_, document, code, says) => {
    const [exitCode, message] = await refusal(document());
    expect(message).toMatch(says);
    expect(exitCode).toBe(code);
  });

  function other(change: object): object {
    return cancelled({ environment: { binaries: [{ ...binary(), ...change }] } });
  }

  describe('a resumed run with an own benchmark', () => {
    const rows = (change: object = {}) => {
      const benchmarks = JSON.stringify([{ ...rowOf(OWN), ...change }]);
      return parseInputs({ flags: { benchmarks }, cwd: '/' }).benchmarks;
    };
    const document = () => {
      const path = at('own.json');
      writeFileSync(path, JSON.stringify(cancelled({ plan: { benchmarks: [CPU, OWN] } })));
      return path;
    };

    it('takes the command from the user', async () => {
      const { benchmarks } = await openResumed(document(), host, rows());
      expect(benchmarks.map(({ id }) => id)).toEqual(['cpu.prime', 'redis.set']);
    });

    it('never takes the command from the document', async () => {
      await expect(openResumed(document(), host)).rejects.toThrow(/no benchmark "redis.set"[\s\S]*Give its row/);
    });

    it.each([{ run: 'rm -rf /' }, { setup: 'other' }, { unit: 'ops' }, { direction: 'lower' }, { work: '2s' }])(
      'is refused where the row differs: %j',
      async (change) => {
        await expect(openResumed(document(), host, rows(change))).rejects.toThrow('is another command');
      },
    );
  });

  it('is refused where it is compressed, because it would be overwritten', async () => {
    writeFileSync(at('run-1.json.gz'), '');
    await expect(openResumed(at('run-1.json.gz'), host)).rejects.toThrow(/is packed/);
  });

  it('is said to be missing, and not to be packed, where there is no such file', async () => {
    await expect(openResumed(at('nope'), host)).rejects.toThrow(/^(?!.*packed).*nope/);
  });

  it('never runs a program to find out', () => {
    expect(existsSync(evidence)).toBe(false);
  });
});

describe('what was installed for a resumed run', () => {
  // The types of the builder are those of a whole document.
  const run = cancelled({ environment: { notes: ['a note'] } }) as unknown as RunDocument;
  const installed = (change: Partial<Installed> = {}) => {
    const found: Installed = { binaries: [binary()], source: 'path', notes: ['a note'], ...change };
    return new Map([[arm.id, found]]);
  };
  const elsewhere = { ...binary(), path: '/usr/local/sbin/runc' };

  it('is accepted where it is what was measured before, and where an arm is not ready yet', () => {
    expect(() => refuseOtherPrograms(run, installed())).not.toThrow();
    expect(() => refuseOtherPrograms(run, new Map())).not.toThrow();
    expect(() => refuseOtherUserland(run, run.fingerprint.image)).not.toThrow();
  });

  it.each<[string, Partial<Installed>, RegExp]>([
    [
      'another program',
      { binaries: [{ ...binary(), sha256: 'abc' }] },
      /binaries.runc.sha256 was [0-9a-f]{64}, now abc/,
    ],
    ['a program at another path', { binaries: [elsewhere] }, /binaries.runc.path was .*, now .usr.local.sbin.runc/],
    ['one program more', { binaries: [binary(), { ...binary(), name: 'crun' }] }, /binaries.crun.path was absent/],
    ['one program less', { binaries: [] }, /binaries.runc.path was .*, now absent/],
    ['another accelerator or daemon', { source: 'running daemon 20' }, /source was path, now running daemon 20/],
    ['another default runtime', { notes: ['a note', 'it is runsc'] }, /notes.1 was absent, now it is runsc/],
  ])('is refused as %s, with what it was and the remedy', (_, change, says) => {
    expect(() => refuseOtherPrograms(run, installed(change))).toThrow(says);
    expect(() => refuseOtherPrograms(run, installed(change))).toThrow(/Put back .*or start a new run/);
  });

  it('may give another reason for an accelerator or a kernel that is the same', () => {
    const because = (ms: number) => [`emulated (tcg), since there is a KVM that took ${ms} ms: its figures …`];
    const slow = cancelled({ environment: { notes: because(700) } }) as unknown as RunDocument;
    expect(() => refuseOtherPrograms(slow, installed({ notes: because(712) }))).not.toThrow();
  });

  it('has to have the userland of before', () => {
    expect(() => refuseOtherUserland(run, { digest: 'x' })).toThrow(/userland is another/);
  });
});

describe('the host of a resumed run', () => {
  const run = (tune: 'on' | 'off' = 'off') => cancelled({ plan: { tune } }) as unknown as RunDocument;
  const { cpu, storage } = run().fingerprint;

  it.each<[string, object, RegExp]>([
    ['another disk', { storage: { ...storage, device: 'x' } }, /storage.device was x, now .*\n.*TARE_STATE_DIR/],
    ['another file system', { storage: { ...storage, filesystem: 'x' } }, /storage.filesystem was x/],
    ['another governor', { cpu: { ...cpu, governor: 'x' } }, /cpu.governor was x/],
    ['other mitigations', { mitigations: { l1tf: 'x' } }, /mitigations.l1tf was x/],
  ])('is refused with %s, before anything is installed', async (_, fingerprint, says) => {
    expect(await refusal(cancelled({ fingerprint }))).toEqual([3, expect.stringMatching(says)]);
  });

  it('may have another name, and a balloon that holds a little of its memory', async () => {
    const memoryBytes = run().fingerprint.memoryBytes + 4096;
    await expect(open(cancelled({ fingerprint: { hostname: 'x', memoryBytes } }))).resolves.toBeDefined();
  });

  it('has the governor and turbo of a tuned run only once it is tuned again', async () => {
    const fingerprint = { cpu: { ...cpu, governor: 'x', turbo: 'y', maxMhz: 1 } };
    const tuned = cancelled({ plan: { tune: 'on' }, fingerprint });
    await expect(open(tuned)).resolves.toBeDefined();
    expect(() => refuseOtherHost(tuned as unknown as RunDocument, run().fingerprint)).toThrow(/cpu.governor was x/);
  });
});
