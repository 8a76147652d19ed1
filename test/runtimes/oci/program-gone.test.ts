/** The program of a runtime by path is removed while it has a sandbox, as a build is that is cleaned away. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Journal } from '../../../src/host/undo/journal.js';
import { silentLog } from '../../../src/log.js';
import { runtimeNamed } from '../../../src/runtimes/index.js';
import { findCommand } from '../../../src/runtimes/install/binaries.js';
import { WORK_FOLDER } from '../../support/work-folder.js';
import {
  closeTestHost,
  launchedSession,
  leftovers,
  openTestHost,
  prepared,
  type TestHost,
  whyNot,
} from '../support.js';

let host: TestHost;
let folder: string;
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  expect(await closeTestHost(host)).toEqual([]);
});

const [runc, crun] = [runtimeNamed('runc'), runtimeNamed('crun')];
const lacking = (await whyNot(runc, 'runc')) ?? (await whyNot(crun, 'crun'));

(lacking ? describe.skip : describe)('a sandbox whose runtime is there no more', () => {
  it.each([runc, crun])('is ended all the same, and stays on no record: $name', async (runtime) => {
    host = await openTestHost();
    folder = mkdtempSync(join(WORK_FOLDER, 'tare-gone-'));
    const program = join(folder, 'built');
    copyFileSync(findCommand(runtime.name) ?? '', program);
    const { arm } = await prepared(host, runtime, `${runtime.name}=${program}`);
    await launchedSession(host, arm);
    rmSync(program);
    expect(await host.journal.undoRun()).toEqual([]);
    expect(leftovers(host)).toEqual([]);
    expect(await new Journal(host.state).recover(silentLog)).toEqual([]);
  });

  it.each([runc, crun])('is ended by it while it is there: $name', async (runtime) => {
    host = await openTestHost();
    folder = mkdtempSync(join(WORK_FOLDER, 'tare-gone-'));
    const program = join(folder, 'built');
    const called = join(folder, 'called');
    copyFileSync(findCommand(runtime.name) ?? '', program);
    const { arm } = await prepared(host, runtime, `${runtime.name}=${program}`);
    await launchedSession(host, arm);
    rmSync(program);
    const script = `#!/bin/sh\necho "$*" >>'${called}'\nexec ${findCommand(runtime.name)} "$@"\n`;
    writeFileSync(program, script, { mode: 0o755 });
    expect(await host.journal.undoRun()).toEqual([]);
    expect(readFileSync(called, 'utf8')).toContain('delete --force');
    expect(leftovers(host)).toEqual([]);
  });
});
