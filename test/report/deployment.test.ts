import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../src/errors.js';
import { renderDeployment } from '../../src/report/deployment/format.js';
import { deploymentRows } from '../../src/report/deployment/rows.js';
import { type RunDocument, runSchema } from '../../src/results/document.js';
import type { Deployment } from '../../src/results/schema/deployment.js';
import { buildRun, CPU } from '../support/run-builder.js';

const MIB = 1024 ** 2;
const DEPLOYMENT: Deployment = {
  packages: [
    { name: 'docker.io', version: '20.10', bytes: 100 * MIB },
    { name: 'runc', version: '1.1', bytes: 8 * MIB },
  ],
  otherBytes: 2 * MIB,
  install: { at: '2026-11-28T10:00:00.000Z', seconds: 12.3, packages: 1, changes: { packages: 1, path: 1 } },
  prepare: { seconds: 3.5, changes: { path: 2, process: 2, unheard: 3 } },
};
const many = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`kind${i}`, 1]));
const DAEMON = { pssBytes: 64 * MIB, cgroupBytes: null, processes: 2 };

function runWith(deployment: Deployment | undefined, name = 'docker'): RunDocument {
  const times = () => ({ startupMs: 250, shutdownMs: 9 });
  const run = buildRun({ arms: [name], benchmarks: [CPU], blocks: 2, times });
  return {
    ...run,
    environments: run.environments.map((one) =>
      one.arm === name ? { ...one, daemon: DAEMON, ...(deployment && { deployment }) } : one,
    ),
  };
}

describe('the table of deployments', () => {
  it('adds up what is on record', () => {
    expect(deploymentRows(runWith(DEPLOYMENT))).toEqual([
      {
        arm: 'docker',
        packages: 2,
        bytes: 110 * MIB,
        installSeconds: 12.3,
        packagesAdded: 1,
        daemonBytes: 64 * MIB,
        daemonProcesses: 2,
        changes: { packages: 1, path: 3, process: 2, unheard: 3 },
        steps: ['install', 'daemon', 'userland', 'start'],
        prepareSeconds: 3.5,
        startMs: 250,
      },
    ]);
  });

  it.each(['terminal', 'text', 'markdown'])('has each row as %s', (format) => {
    const text = renderDeployment(runWith(DEPLOYMENT), format).replaceAll('\n', ' ');
    expect(text).toContain('12.3 s (1 added)');
    expect(text).toContain('64.0 MiB in 2');
    expect(text).toContain('docker: install, daemon, userland, start; 1 installation of packages, 3 files or folders,');
    expect(text).toContain('2 processes, 3 unheard');
    expect(text).not.toContain('undefined');
  });

  it('says which runtimes were installed already', () => {
    const { install, ...here } = DEPLOYMENT;
    expect(renderDeployment(runWith(here), 'text')).toContain('was here');
    expect(install).toBeDefined();
  });

  it('escapes text from a document', () => {
    const run = runWith({ ...DEPLOYMENT, prepare: { seconds: 1, changes: { '<b>': 1 } } }, 'a|b\u001b[2J');
    expect(renderDeployment(run, 'markdown')).not.toContain('<b>');
    expect(renderDeployment(run, 'markdown')).not.toContain('\u001b');
    expect(renderDeployment(run, 'text')).not.toContain('\u001b');
    expect(renderDeployment(run, 'json')).not.toContain('\u001b');
  });

  it.each(['html', 'csv', 'constructor', ''])('has no format %j', (format) => {
    expect(() => renderDeployment(runWith(DEPLOYMENT), format)).toThrow(InputError);
    expect(() => renderDeployment(runWith(DEPLOYMENT), format)).toThrow('terminal, text, markdown, json');
  });

  it('is refused for a document from before deployments were recorded', () => {
    expect(() => renderDeployment(runWith(undefined), 'text')).toThrow('measure again');
  });
});

describe('a document', () => {
  it.each([
    ['a size below nothing', { otherBytes: -1 }],
    ['half a change', { prepare: { seconds: 1, changes: { path: 0.5 } } }],
    ['a package that is called as none is', { packages: [{ name: 'a b', version: '1', bytes: 1 }] }],
    ['more kinds of changes than there are', { prepare: { seconds: 1, changes: many } }],
    ['more packages than are read', { packages: Array(1001).fill(DEPLOYMENT.packages[0]) }],
  ])('is refused for %s', (_, change) => {
    expect(runSchema.safeParse(runWith(DEPLOYMENT)).success).toBe(true);
    expect(runSchema.safeParse(runWith({ ...DEPLOYMENT, ...change })).success).toBe(false);
  });
});
