import { describe, expect, it } from '@jest/globals';
import { examine } from '../../src/cli/commands/doctor.js';
import { HostError } from '../../src/errors.js';
import { mustRun } from '../../src/host/commands/command.js';
import { describeHost } from '../../src/host/open-host.js';
import { silentLog } from '../../src/log.js';
import { runc } from '../../src/runtimes/oci/runc.js';
import type { Missing, Runtime } from '../../src/runtimes/runtime.js';
import { armOf } from '../runtimes/support.js';

const found = (check: () => Promise<Missing[]>, remarks?: Runtime['remarks']) =>
  examine(describeHost(silentLog), armOf(runc, 'runc'), { ...runc, check, ...(remarks && { remarks }) });

describe('what doctor finds of a runtime', () => {
  it('says ready where the runtime lacks nothing, with what is unusual about it', async () => {
    const finding = await found(
      async () => [],
      async () => ['emulated'],
    );
    expect(finding).toEqual({ runtime: 'runc', state: 'ready', details: ['emulated'] });
  });

  it('says installable only where everything that it lacks can be installed', async () => {
    const lack = (installable: boolean) => ({ what: 'a thing', remedy: 'from there', installable });
    expect(await found(async () => [lack(true)])).toMatchObject({
      state: 'installable',
      details: ['a thing: from there'],
    });
    expect((await found(async () => [lack(true), lack(false)])).state).toBe('impossible');
  });

  it('says impossible where this host cannot have it', async () => {
    const refuse = () => Promise.reject(new HostError('not on this host', 'Take another.'));
    expect(await found(refuse)).toMatchObject({ state: 'impossible', details: ['not on this host', 'Take another.'] });
  });

  it('is reported, and does not end doctor, where a command of its check hangs', async () => {
    const hang = async () => {
      await mustRun(['sleep', '600'], { timeoutSeconds: 0.1 });
      return [];
    };
    expect(await found(hang)).toMatchObject({ state: 'impossible', details: ['sleep 600 took longer than 0.1 s'] });
  });
});
