import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HostError } from '../../../src/errors.js';
import type { Host } from '../../../src/host/host.js';
import { describeHost } from '../../../src/host/open-host.js';
import { chooseGuest, foreseeGuest } from '../../../src/image/guest/choice.js';
import { DEVICES_BY } from '../../../src/image/guest/config.js';
import { type Guest, type Needs, obtainGuest } from '../../../src/image/guest/kernel.js';
import { silentLog } from '../../../src/log.js';
import { closeTestHost, openTestHost, type TestHost } from '../../runtimes/support.js';

const HERE = { monitor: 'QEMU', requirements: DEVICES_BY.acpi };
/** No kernel of a distribution has this symbol. */
const NOWHERE = {
  monitor: 'an old monitor',
  requirements: [{ symbol: 'NOT_OF_LINUX', as: 'built in' as const, why: 'for this test' }],
};
const failing = async (): Promise<Guest> => {
  throw new HostError('The guest kernel could not be built from linux-source-6.1.\n  | cc: error', 'Give one by path.');
};

(process.getuid?.() === 0 ? describe : describe.skip)('the kernel that an arm boots', () => {
  let opened: TestHost;
  let host: Host;
  let stock: Guest;
  const warnings: string[] = [];
  const ours = () => ({ ...stock, release: '6.1.192-tare', config: 'CONFIG_ACPI=y\nCONFIG_NOT_OF_LINUX=y\n' });

  beforeAll(async () => {
    opened = await openTestHost();
    host = { ...opened, log: { ...opened.log, warn: (text: string) => warnings.push(text) } };
    stock = await obtainGuest(host, undefined);
  });
  afterAll(async () => {
    expect(await closeTestHost(opened)).toEqual([]);
  });

  it("is the distribution's where no kernel is asked for and it is suitable", async () => {
    expect(await chooseGuest(host, undefined, HERE, failing)).toEqual({ guest: stock });
  });

  it('is built where it is asked for', async () => {
    expect((await chooseGuest(host, 'built', HERE, async () => ours())).guest.release).toBe('6.1.192-tare');
  });

  it("is built where the distribution's cannot serve", async () => {
    expect((await chooseGuest(host, undefined, NOWHERE, async () => ours())).guest.release).toBe('6.1.192-tare');
  });

  it("is the distribution's where none could be built, which is said", async () => {
    const { guest, note } = await chooseGuest(host, 'built', HERE, failing);
    expect(guest).toEqual(stock);
    expect(note).toBe(
      "it boots the distribution's guest kernel, not the one asked for: The guest kernel could not be built from linux-source-6.1.",
    );
    expect(warnings.join('\n')).toContain('cc: error');
  });

  it("does not exist where neither works: the error names what is missing, and the compiler's message", async () => {
    const told = chooseGuest(host, undefined, NOWHERE, failing);
    await expect(told).rejects.toThrow(
      /CONFIG_NOT_OF_LINUX=y is needed for this test\. None[\s\S]*cc: error[\s\S]*by path/,
    );
  });

  it('is not a built one that lacks something itself', async () => {
    const lacking = async () => ({ ...ours(), config: 'CONFIG_ACPI=y\n', modular: false });
    await expect(chooseGuest(host, undefined, NOWHERE, lacking)).rejects.toThrow('6.1.192-tare cannot be started by');
  });
});

describe('what is foreseen of the kernel while nothing is in the cache', () => {
  const cache = mkdtempSync(join(tmpdir(), 'tare-no-kernels-'));
  afterAll(() => rmSync(cache, { recursive: true }));
  const foreseen = (id: string, option: string | undefined, requirements: Needs['requirements']) => {
    const facts = describeHost(silentLog);
    const host = {
      ...facts,
      distribution: { ...facts.distribution, id, arch: 'amd64' },
      paths: { ...facts.paths, cache },
    };
    return foreseeGuest(host, option, { monitor: 'Firecracker v1.7.0', requirements });
  };
  const BUILD = /^tare builds it once from the distribution's source, .* about \d+m on (one CPU|\d+ CPUs)/;

  it('is a build where one is asked for', async () => {
    const [told, ...more] = await foreseen('debian', 'built', DEVICES_BY.acpi);
    expect(more).toEqual([]);
    expect(told).toMatchObject({ what: 'a guest kernel of our own making', installable: true });
    expect(told?.remedy).toMatch(BUILD);
  });

  it("is a build where Debian's is known not to serve, with what it lacks", async () => {
    const [told, ...more] = await foreseen('debian', undefined, DEVICES_BY['command-line']);
    expect(more).toEqual([]);
    expect(told).toMatchObject({ what: 'a guest kernel of our own making', installable: true });
    expect(told?.remedy).toMatch(BUILD);
    expect(told?.remedy).toMatch(
      /Debian's kernel cannot be started by Firecracker v1\.7\.0: CONFIG_VIRTIO_MMIO_CMDLINE_DEVICES=y is needed .*; CONFIG_X86_MPPARSE=y /,
    );
  });

  it('is nothing where it may serve', async () => {
    expect(await foreseen('debian', undefined, DEVICES_BY.acpi)).toEqual([]);
    expect(await foreseen('ubuntu', undefined, DEVICES_BY['command-line'])).toEqual([]);
  });
});
