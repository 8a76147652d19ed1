/** Folders stand in for those of a kernel with AppArmor: what is written to `.remove` there removes nothing. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadedProfiles } from '../../../src/host/apparmor.js';
import { RunContext } from '../../../src/host/run-context.js';
import { Journal } from '../../../src/host/undo/journal.js';
import { expectProfile } from '../../../src/runtimes/docker/apparmor-profile.js';
import { recordNewProfiles } from '../../../src/runtimes/shared/apparmor-profiles.js';

const OTHERS = '/usr/bin/man (enforce)\nnvidia_modprobe (complain)\nnvidia_modprobe//kmod (enforce)\n';
let base = '';
let kernel = { apparmor: '', proc: '' };
let journal: Journal;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'tare-apparmor-'));
  kernel = { apparmor: join(base, 'apparmor'), proc: join(base, 'proc') };
  journal = new Journal(join(base, 'state'));
  mkdirSync(kernel.apparmor);
  mkdirSync(join(kernel.proc, '17/attr'), { recursive: true });
  confine('unconfined');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const confine = (by: string) => writeFileSync(join(kernel.proc, '17/attr/current'), `${by}\n`);
const load = (...names: string[]) =>
  writeFileSync(join(kernel.apparmor, 'profiles'), OTHERS + names.map((name) => `${name} (enforce)\n`).join(''));

/** Undoes the run, and returns what was asked to be removed. */
async function removed(): Promise<string | undefined> {
  expect(await journal.undoRun()).toEqual([]);
  const path = join(kernel.apparmor, '.remove');
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

describe('a profile of AppArmor that a runtime loads', () => {
  it.each([
    ['docker-default', 'docker-default'],
    ['containers-default-*', 'containers-default-0.57.4'],
  ])('is removed at the end, by its name alone: %s', async (pattern, name) => {
    load();
    recordNewProfiles({ journal }, pattern, kernel);
    load(name);
    expect(await removed()).toBe(name);
  });

  it('stays where it was loaded before', async () => {
    load('docker-default', 'containers-default-0.57.4');
    recordNewProfiles({ journal }, 'docker-default', kernel);
    recordNewProfiles({ journal }, 'containers-default-*', kernel);
    expect(await removed()).toBeUndefined();
  });

  it('stays while it confines a process, which is not ours by then', async () => {
    load();
    recordNewProfiles({ journal }, 'docker-default', kernel);
    load('docker-default');
    confine('docker-default (enforce)');
    expect(await removed()).toBeUndefined();
  });

  it('is no trouble where it was not loaded, or AppArmor is gone', async () => {
    load();
    recordNewProfiles({ journal }, 'docker-default', kernel);
    expect(await removed()).toBeUndefined();
    recordNewProfiles({ journal }, 'docker-default', kernel);
    rmSync(kernel.apparmor, { recursive: true });
    expect(await removed()).toBeUndefined();
  });

  it('is not looked for where the kernel tells of none', async () => {
    recordNewProfiles({ journal }, 'docker-default', kernel);
    expect(loadedProfiles(kernel)).toBeUndefined();
    expect(existsSync(join(base, 'state/journal'))).toBe(false);
  });

  it('is listed by its name', () => {
    load('docker-default');
    expect(loadedProfiles(kernel)).toEqual([
      ...['/usr/bin/man', 'nvidia_modprobe', 'nvidia_modprobe//kmod', 'docker-default'],
    ]);
  });
});

describe('the profile of a Docker daemon of ours', () => {
  const host = () => ({ journal, run: new RunContext() });

  it('is called that of another where it was loaded before, and stays', async () => {
    load('docker-default');
    expect(expectProfile(host(), kernel)('/a/dockerd')).toEqual([expect.stringMatching(/was loaded before the run/)]);
    expect(await removed()).toBeUndefined();
  });

  it('is called that of the first daemon where versions of it are compared, and goes', async () => {
    load();
    const one = host();
    const [notesOf, first] = [expectProfile(one, kernel), '/a/dockerd'];
    // The service of a package has loaded it by now.
    load('docker-default');
    expect([notesOf(first), notesOf(first)]).toEqual([[], []]);
    const notes = expectProfile(one, kernel)('/b/dockerd');
    expect(notes).toEqual([expect.stringMatching(/is loaded by \/a\/dockerd first/)]);
    expect(await removed()).toBe('docker-default');
  });

  it('has no notes where there is no AppArmor', () => {
    const one = host();
    for (const program of ['/a/dockerd', '/b/dockerd']) expect(expectProfile(one, kernel)(program)).toEqual([]);
  });
});
