import { describe, expect, it } from '@jest/globals';
import { archive, guestInitramfs } from '../../../src/image/guest/initramfs.js';

interface Record {
  readonly name: string;
  readonly mode: number;
  readonly content: string;
  readonly device: readonly [number, number];
}

/** An independent reader, from the description of the format: names and contents are padded to 4 bytes. */
function read(bytes: Buffer): Record[] {
  const records: Record[] = [];
  for (let at = 0; at < bytes.length; ) {
    expect(bytes.toString('latin1', at, at + 6)).toBe('070701');
    const field = (index: number) =>
      Number.parseInt(bytes.toString('latin1', at + 6 + 8 * index, at + 14 + 8 * index), 16);
    const nameEnd = at + 110 + field(11);
    const from = Math.ceil(nameEnd / 4) * 4;
    const content = bytes.toString('latin1', from, from + field(6));
    records.push({
      name: bytes.toString('latin1', at + 110, nameEnd - 1),
      mode: field(1),
      content,
      device: [field(9), field(10)],
    });
    at = Math.ceil((from + field(6)) / 4) * 4;
  }
  return records;
}

describe('the initramfs', () => {
  const modules = new Map([
    ['virtio_ring.ko', Buffer.from('first')],
    ['virtio.ko', Buffer.from('second')],
  ]);
  const records = read(guestInitramfs(Buffer.from('busybox!'), modules));
  const named = (name: string) => records.find((record) => record.name === name);

  it('ends with the trailer', () => {
    expect(records.at(-1)?.name).toBe('TRAILER!!!');
  });

  it('has an init that the kernel may execute', () => {
    expect(named('init')?.mode).toBe(0o100755);
    expect(named('init')?.content).toMatch(/^#!\/bin\/busybox sh\n/);
  });

  it('has a console before anything is mounted', () => {
    expect(named('dev/console')).toMatchObject({ mode: 0o020600, device: [5, 1] });
  });

  it('lists the modules in the order they are to be loaded', () => {
    expect(named('modules/order')?.content).toBe('virtio_ring.ko\nvirtio.ko\n');
    expect(named('modules/virtio.ko')?.content).toBe('second');
  });

  it('keeps apart what is loaded only where there is a link, or PCI', () => {
    const network = new Map([['net.ko', Buffer.from('third')]]);
    const pci = new Map([['pci.ko', Buffer.from('fourth')]]);
    const linked = read(guestInitramfs(Buffer.from('busybox!'), modules, { network, pci }));
    const content = (name: string) => linked.find((record) => record.name === name)?.content;
    expect(content('modules/order')).toBe('virtio_ring.ko\nvirtio.ko\n');
    expect(content('modules/network')).toBe('net.ko\n');
    expect(content('modules/pci')).toBe('pci.ko\n');
    expect(content('modules/net.ko')).toBe('third');
    expect(content('modules/pci.ko')).toBe('fourth');
    expect(named('modules/network')?.content).toBe('');
  });

  it('puts folders before what is in them', () => {
    const names = records.map(({ name }) => name);
    expect(names.indexOf('bin')).toBeLessThan(names.indexOf('bin/busybox'));
  });

  it('is the same bytes for the same input', () => {
    const entry = { path: 'x', kind: 'file', content: Buffer.from('abc') } as const;
    expect(archive([entry]).equals(archive([entry]))).toBe(true);
    expect(archive([entry]).equals(archive([{ ...entry, path: 'y' }]))).toBe(false);
  });
});
