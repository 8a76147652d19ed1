import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { docker } from '../../../src/runtimes/docker/docker.js';
import { runtimeNamed } from '../../../src/runtimes/index.js';
import { podman } from '../../../src/runtimes/podman/podman.js';
import type { Runtime } from '../../../src/runtimes/runtime.js';
import { WORK_FOLDER } from '../../support/work-folder.js';
import { closeTestHost, launchedSession, oneLife, openTestHost, prepared, type TestHost, whyNot } from '../support.js';

const crun = runtimeNamed('crun');
const noCrun = await whyNot(crun, 'crun');
const unavailable = new Map([
  ['podman', await whyNot(podman, 'podman')],
  ['docker', await whyNot(docker, 'docker')],
]);
const PATH = process.env.PATH ?? '';

(noCrun ? describe.skip : describe)('the file that crun mounts its program on', () => {
  let folder: string;
  let program: string;

  /** A crun that notes, of each call but those for its version, where it makes the file. */
  beforeAll(() => {
    folder = mkdtempSync(join(WORK_FOLDER, 'tare-crun-'));
    program = join(folder, 'crun');
    const note = `case "$*" in *--version*) ;; *) echo "\${_LIBCONTAINER_STATEDIR:-/tmp} $*" >>'${folder}/calls' ;; esac`;
    writeFileSync(program, `#!/bin/sh\n${note}\nPATH='${PATH}' exec crun "$@"\n`);
    chmodSync(program, 0o755);
    process.env.PATH = `${folder}:${PATH}`;
  });
  afterAll(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  });

  async function callsOf(
    runtime: Runtime,
    text: string,
  ): Promise<{ readonly calls: string[]; readonly host: TestHost }> {
    writeFileSync(join(folder, 'calls'), '');
    const host = await openTestHost();
    const { arm } = await prepared(host, runtime, text);
    await launchedSession(host, arm).then((session) => session.kill());
    if (arm.steps) await oneLife(host, arm);
    await arm.remove();
    expect(await closeTestHost(host)).toEqual([]);
    return { host, calls: readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') };
  }

  const arms: [string, Runtime, (path: string) => string][] = [
    ['crun', crun, (path) => `crun=${path}`],
    ['podman', podman, () => 'podman{runtime: crun}'],
    ['docker', docker, (path) => `docker{runtime: ${path}}`],
  ];
  for (const [name, runtime, text] of arms)
    (unavailable.get(name) ? it.skip : it)(
      `is in a folder of the run below ${name}, and so is what is left there`,
      async () => {
        const { calls, host } = await callsOf(runtime, text(program));
        expect(calls.filter((call) => !call.startsWith(`${host.state}/`))).toEqual([]);
        expect(calls.some((call) => / (run|create) /.test(call))).toBe(true);
      },
      120_000,
    );
});
