import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HostError } from '../../../src/errors.js';
import type { Host } from '../../../src/host/host.js';
import { chooseGuest } from '../../../src/image/guest/choice.js';
import { DEVICES_BY } from '../../../src/image/guest/config.js';
import { type Guest, obtainGuest } from '../../../src/image/guest/kernel.js';
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
