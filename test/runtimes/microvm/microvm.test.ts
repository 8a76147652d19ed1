import { describe, expect, it } from '@jest/globals';
import type { Host } from '../../../src/host/host.js';
import { RunContext } from '../../../src/host/run-context.js';
import { machineFolder } from '../../../src/runtimes/microvm/microvm.js';

describe('the folder of a machine', () => {
  it('belongs to one arm, however similar the ids are: qemu=./a/b and qemu=./a_b', () => {
    // It has only what the function needs.
    const host = { paths: { work: '/work' }, run: new RunContext() } as Host;
    const folders = [machineFolder(host), machineFolder(host)];
    expect(new Set(folders).size).toBe(2);
    for (const folder of folders) expect(folder).toMatch(/^\/work\/[\w-]+$/);
  });
});
