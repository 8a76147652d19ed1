import { describe, expect, it } from '@jest/globals';
import {
  compareArms,
  compareFingerprints,
  environmentFieldsOf,
  hardwareDifferences,
} from '../../src/compare/fingerprint.js';
import type { Binary } from '../../src/results/document.js';
import { buildRun, FINGERPRINT } from '../support/run-builder.js';

const binary = (version: string): Binary => ({ name: 'runc', path: '/usr/bin/runc', version, sha256: version });

describe('compareFingerprints', () => {
  it('finds nothing between two runs of one boot', () => {
    expect(compareFingerprints(buildRun(), buildRun({ id: 'run-2' }))).toEqual({
      differences: [],
      perRun: [],
      sameHardware: true,
      sameBoot: true,
      conditions: [],
    });
  });

  it('reports another boot apart from what changed on the host', () => {
    const later = buildRun({ fingerprint: { bootId: 'boot-2', kernel: '6.1.1' } });
    expect(compareFingerprints(buildRun(), later)).toMatchObject({
      differences: [{ field: 'kernel', baseline: '6.1.0', candidate: '6.1.1' }],
      perRun: [{ field: 'bootId', baseline: 'boot-1', candidate: 'boot-2' }],
      sameBoot: false,
    });
  });

  it('does not count two unknown boots as one', () => {
    const unknown = buildRun({ fingerprint: { bootId: 'unknown' } });
    expect(compareFingerprints(unknown, unknown).sameBoot).toBe(false);
  });

  it('does not list an arm that only one run has', () => {
    const [before, after] = [buildRun(), buildRun({ id: 'run-2' })];
    before.environments = before.environments.slice(0, 1);
    after.environments[1]?.binaries.push(binary('1.1.5'));
    expect(compareFingerprints(before, after).differences).toEqual([]);
  });

  it('names nested fields by their path, and those that one side lacks', () => {
    const later = buildRun({ fingerprint: { cpu: { ...FINGERPRINT.cpu, governor: 'powersave', measured: '0' } } });
    expect(compareFingerprints(buildRun(), later).differences).toEqual([
      { field: 'cpu.governor', baseline: 'performance', candidate: 'powersave' },
      { field: 'cpu.measured', baseline: 'absent', candidate: '0' },
    ]);
  });

  it('lists another host name without counting it as another state of the host', () => {
    const comparison = compareFingerprints(buildRun(), buildRun({ fingerprint: { hostname: 'other' } }));
    expect(comparison.differences).toHaveLength(1);
    expect(comparison.conditions).toEqual([]);
  });

  it('does not list what was measured of an arm, nor keep it for a history', () => {
    const weighed = (pssBytes: number) => {
      const run = buildRun();
      const environments = run.environments.map((one) => ({
        ...one,
        daemon: { pssBytes, cgroupBytes: null, processes: 1 },
        deployment: { packages: [], otherBytes: 0, prepare: { seconds: pssBytes / 1e6, changes: {} } },
      }));
      return { ...run, environments };
    };
    expect(compareFingerprints(weighed(70e6), weighed(80e6)).differences).toEqual([]);
    expect(environmentFieldsOf(weighed(70e6))).toEqual(environmentFieldsOf(buildRun()));
  });

  it('compares the binaries of an arm by name', () => {
    const [before, after] = [buildRun(), buildRun()];
    before.environments[1]?.binaries.push(binary('1.1.5'));
    after.environments[1]?.binaries.push(binary('1.2.0'));
    expect(compareFingerprints(before, after).differences.map((one) => one.field)).toEqual([
      'runc.binaries.runc.sha256',
      'runc.binaries.runc.version',
    ]);
  });
});

describe('hardwareDifferences', () => {
  it('is empty for the same key, whatever the kernel', () => {
    expect(
      hardwareDifferences(buildRun(), buildRun({ fingerprint: { kernel: '6.9', memoryBytes: 8e9 + 4096 } })),
    ).toEqual([]);
  });

  it('names the fields behind another key', () => {
    const cpu = { ...FINGERPRINT.cpu, model: 'Another processor', governor: 'powersave' };
    const other = buildRun({ fingerprint: { hardwareKey: 'hardware-2', memoryBytes: 16e9, cpu } });
    expect(hardwareDifferences(buildRun(), other).map((one) => one.field)).toEqual(['cpu.model', 'memoryBytes']);
  });

  it('names the key itself where no field explains it', () => {
    const other = buildRun({ fingerprint: { hardwareKey: 'hardware-2' } });
    expect(hardwareDifferences(buildRun(), other).map((one) => one.field)).toEqual(['hardwareKey']);
  });

  it('does not trust a key that the fields contradict', () => {
    const forged = buildRun({ fingerprint: { arch: 'arm64' } });
    expect(hardwareDifferences(buildRun(), forged).map((one) => one.field)).toEqual(['arch']);
  });
});

describe('compareArms', () => {
  it('says in what the two sides of one run differ', () => {
    const run = buildRun({ arms: ['runc', 'runc=./bin/runc'] });
    run.environments[1]?.binaries.push(binary('1.1.5'));
    run.environments[2]?.binaries.push({ ...binary('1.2.0'), sha256: '1.1.5' });
    expect(compareArms(run, 'runc', 'runc=./bin/runc')).toEqual([
      { field: 'runc=./bin/runc.binaries.runc.version', baseline: '1.1.5', candidate: '1.2.0' },
    ]);
  });

  it('names what was built by its digest, not by the folder in which it was built', () => {
    const arms = ['runc=./runc', 'runc=./runc@1', 'runc=/opt/runc', 'runc=/opt/runc@1'];
    const run = buildRun({ arms });
    run.environments.slice(1).forEach(({ binaries }, at) => {
      binaries.push({ ...binary('1.2.0'), path: `/sides/${at}/runc`, sha256: `${at}` });
    });
    const fields = (of: typeof run, ours: string, theirs: string) =>
      compareArms(of, ours, theirs).map(({ field }) => field.split('.').at(-1));
    const built = { ...run, built: { command: 'make', head: 'a'.repeat(40) } } as typeof run;
    expect(fields(built, 'runc=./runc', 'runc=./runc@1')).toEqual(['sha256']);
    expect(fields(built, 'runc=/opt/runc', 'runc=/opt/runc@1')).toEqual(['path', 'sha256']);
    expect(fields(run, 'runc=./runc', 'runc=./runc@1')).toEqual(['path', 'sha256']);
  });
});
