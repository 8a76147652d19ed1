import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { rootPlaces, withoutOtherDisks } from '../../../src/app/measuring/other-disks.js';
import { hostFiles } from '../../../src/host/facts/files.js';
import { readStorage } from '../../../src/host/facts/storage.js';
import type { Paths } from '../../../src/host/host.js';
import type { Plan } from '../../../src/results/document.js';
import { plantHost } from '../../host/facts/planted-host.js';
import { buildRun, CPU, MEMORY } from '../../support/run-builder.js';

const ON_ROOT = ['fileio.root.seqrd', 'fileio.root.seqwr'];
const ids = ['fileio.volume.seqrd', ...ON_ROOT];
const benchmarks = [CPU, ...ids.map((id) => ({ ...MEMORY, id, suite: 'fileio' }))];
const RUN = buildRun({ arms: ['runc', 'docker', 'docker=./b'], benchmarks });

const left = ({ excluded = [] }: Plan) => excluded.map(({ arm, benchmark }) => `${arm} ${benchmark}`);

describe('a daemon that keeps its layers on another disk than the work folder', () => {
  const memory = mkdtempSync('/dev/shm/tare-layers-');
  const disk = mkdtempSync('/var/tmp/tare-layers-');
  afterAll(() => {
    for (const folder of [memory, disk]) rmSync(folder, { recursive: true });
  });

  const places = (rootsBelow: string, work = disk) =>
    rootPlaces({ paths: { work } as Paths }, new Map([['docker', { prepared: { rootsBelow } }]]));

  it('is not compared on the root, and the reason names both', () => {
    const { device } = readStorage(hostFiles(), disk);
    const plan = withoutOtherDisks(RUN.plan, places(memory));
    expect(left(plan)).toEqual(ON_ROOT.map((id) => `docker ${id}`));
    const reason = plan.excluded?.[0]?.reason;
    expect(reason).toContain(`its root is on memory (tmpfs, ${memory}) and that of native on ${device} (`);
    expect(reason).toMatch(/figures would be those of the disks; TARE_STATE_DIR may lead to the same one$/);
  });

  it('is compared where both are on one, whatever the folders are', () => {
    expect(withoutOtherDisks(RUN.plan, places(memory, '/dev/shm'))).toBe(RUN.plan);
    expect(withoutOtherDisks(RUN.plan, places(disk))).toBe(RUN.plan);
  });

  it('is not compared where its folder is not seen from here, as that of a daemon in a virtual machine', () => {
    const plan = withoutOtherDisks(RUN.plan, places(join(disk, 'not here')));
    expect(left(plan)).toEqual(ON_ROOT.map((id) => `docker ${id}`));
    expect(plan.excluded?.[0]?.reason).toMatch(/not here \(not seen from here\) and that of native on .* may differ$/);
  });

  it('keeps what was left out before, with its reason', () => {
    const excluded = [{ arm: 'docker', benchmark: 'fileio.root.seqrd', reason: 'before' }];
    const plan = withoutOtherDisks({ ...RUN.plan, excluded }, places(memory));
    expect(plan.excluded?.map(({ reason }) => reason)).toEqual(['before', expect.stringContaining('memory')]);
  });

  it('ends a run that measured it before, which could not go on as it began', () => {
    const go = () => withoutOtherDisks(RUN.plan, places(memory), RUN);
    expect(go).toThrow(/cannot be resumed: it measured fileio\.root\.seqrd of docker, and its root is on memory/);
    const { plan } = buildRun({ arms: ['docker'], benchmarks: [CPU] });
    expect(withoutOtherDisks(plan, places(memory), RUN)).toBe(plan);
  });
});

describe('two sides', () => {
  const files = hostFiles(plantHost('hybrid-laptop'));
  const [before, now] = ['/tmp', '/mnt/image'].map((folder) => ({ folder, storage: readStorage(files, folder) }));
  if (!before || !now) throw new Error('there are two');
  const contrasts = [{ baseline: 'docker=./b', candidate: 'docker' }];
  const plan = { ...RUN.plan, contrasts };

  it('of one daemon are compared, on whichever disk it keeps them', () => {
    expect(withoutOtherDisks(plan, () => now)).toBe(plan);
    expect(withoutOtherDisks(plan, () => ({ folder: '/not/here' }))).toBe(plan);
  });

  it('of two daemons with a disk each are not', () => {
    const { excluded } = withoutOtherDisks(plan, (arm) => (arm === 'docker' ? now : before));
    expect(excluded?.map(({ arm }) => arm)).toEqual(['docker', 'docker']);
    expect(excluded?.[0]?.reason).toMatch(
      /^its root is on loop1 \(.*, \/mnt\/image\) and that of docker=\.\/b on memory/,
    );
  });
});
