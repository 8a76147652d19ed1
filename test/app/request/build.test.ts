/** Which commits an event asks to be built. */
import { describe, expect, it } from '@jest/globals';
import { buildRequestOf } from '../../../src/app/request/build.js';
import { InputError } from '../../../src/errors.js';
import type { WorkflowContext } from '../../../src/github/workflow.js';

type Workflow = Parameters<typeof buildRequestOf>[1];
const SHA = (digit: string): string => digit.repeat(40);
const of = (event: string, more: object = {}): Workflow => ({ run: { event }, ...more }) as WorkflowContext;
const change = { number: 7, headSha: SHA('a'), base: 'main', baseSha: SHA('b') };

const INPUTS = {
  build: 'make',
  buildTimeoutSeconds: 60,
  baselineRef: undefined,
  runtimes: ['runc=./runc, docker'],
  baselineRuntimes: undefined,
  rootfs: undefined,
  image: undefined,
  packages: undefined,
};
const AT = { cwd: '/w' };
const commits = (workflow: Workflow, baselineRef: string | undefined) =>
  buildRequestOf({ ...INPUTS, baselineRef }, workflow, AT)?.commits;

describe('the commits that are built', () => {
  it('of a pull request are its head, and the commit where it left the branch', () => {
    expect(commits(of('pull_request', { change }), undefined)).toEqual({
      head: SHA('a'),
      base: { revisions: ['refs/remotes/origin/main', SHA('b')], words: 'where the head and main part' },
    });
  });

  it('of a merge group are the commit that is checked out, and the one that the group goes onto', () => {
    const queue = { base: 'main', baseSha: SHA('c') };
    expect(commits(of('merge_group', { queue }), undefined)).toEqual({
      head: 'HEAD',
      base: { revisions: [SHA('c')], words: 'what the merge group goes onto' },
    });
  });

  it('of a merge group that does not say what it goes onto are where it parts from the branch', () => {
    expect(commits(of('merge_group', { queue: { base: 'main' } }), undefined)?.base).toEqual({
      revisions: ['refs/remotes/origin/main'],
      words: 'where the merge group and main part',
    });
  });

  it('of a push are the head, and the commit before', () => {
    expect(commits(of('push', { pushedOnto: SHA('d') }), undefined)).toEqual({
      head: 'HEAD',
      base: { revisions: [SHA('d')], words: 'the commit before this push', absent: 'head alone' },
    });
  });

  it.each(['push', 'schedule', 'workflow_dispatch'])('of %s with no commit before are the head alone', (event) => {
    expect(commits(of(event), undefined)).toEqual({ head: 'HEAD', base: undefined });
  });

  it('include a base that is asked for, whatever the event', () => {
    for (const workflow of [undefined, of('push'), of('pull_request', { change }), of('merge_group', { queue: {} })])
      expect(commits(workflow, 'v1')?.base?.revisions).toEqual(['v1', 'refs/remotes/origin/v1']);
  });

  it.each([undefined, 'main'])(
    'are none for pull_request_target, which is refused, with baseline-ref %s too',
    (ref) => {
      const target = of('pull_request_target', { change });
      expect(() => commits(target, ref)).toThrow(InputError);
      expect(() => commits(target, ref)).toThrow(/pull_request_target has the secrets/);
    },
  );

  it.each([
    ['pull_request', { change: { headSha: SHA('a') } }, undefined],
    ['pull_request', { change: { headSha: SHA('a') } }, 'main'],
    ['merge_group', { queue: { base: 'main' } }, undefined],
  ])('are none in a job about the run of a change, which is refused: %s %j, baseline-ref %s', (event, more, ref) => {
    const about = of(event, { isAboutOther: true, ...more });
    expect(() => commits(about, ref)).toThrow(/workflow_run has the secrets/);
  });

  it('of a job about a run of the branch itself are what is checked out', () => {
    expect(commits(of('push', { isAboutOther: true }), undefined)).toEqual({ head: 'HEAD', base: undefined });
  });
});

describe('what is built', () => {
  it('is what the runtimes of each side name by a relative path', () => {
    const paths = (more: object) => buildRequestOf({ ...INPUTS, ...more }, undefined, AT)?.paths;
    expect(paths({})).toEqual({ head: ['./runc'], base: ['./runc'] });
    expect(paths({ baselineRuntimes: ['crun=./crun'] })).toEqual({ head: ['./runc'], base: ['./crun'] });
  });

  it('is what an option names by a relative path too, such as a kernel', () => {
    const paths = (...runtimes: string[]) => buildRequestOf({ ...INPUTS, runtimes }, undefined, AT)?.paths.head;
    expect(paths('firecracker{jailer: on, kernel: ./vmlinux}', 'docker{runtime: bin/runc}')).toEqual([
      './vmlinux',
      'bin/runc',
    ]);
    expect(paths('qemu{kernel: ./vmlinux}=./qemu')).toEqual(['./qemu', './vmlinux']);
    expect(paths('qemu{kernel: built}', 'firecracker{kernel: /boot/vmlinux}', 'runc=./runc')).toEqual(['./runc']);
  });

  it('is the userland of each side too, where that is in the repository', () => {
    const paths = (more: object, before?: object) =>
      buildRequestOf({ ...INPUTS, ...more }, undefined, { ...AT, ...(before && { bump: { userland: before } }) })
        ?.paths;
    expect(paths({ rootfs: '/w/out/root.tar' })).toEqual({
      head: ['./runc', './out/root.tar'],
      base: ['./runc', './out/root.tar'],
    });
    expect(paths({ rootfs: '/elsewhere/root.tar' })?.head).toEqual(['./runc']);
    const image = { kind: 'path', path: '/w/image' };
    expect(paths({ image, runtimes: ['runc'] })).toEqual({ head: ['./image'], base: ['./image'] });
    expect(paths({ image }, { rootfs: '/w/old.tar' })?.base).toEqual(['./runc', './old.tar']);
    expect(paths({ image }, {})?.base).toEqual(['./runc']);
  });

  it('is a userland above the working directory too, where that is below the top of the checkout', () => {
    const paths = (path: string) =>
      buildRequestOf({ ...INPUTS, rootfs: path }, undefined, { cwd: '/w/sub/deep', prefix: 'sub/deep/' })?.paths.head;
    expect(paths('/w/root.tar')).toEqual(['./runc', '../../root.tar']);
    expect(paths('/w/sub/deep/root.tar')).toEqual(['./runc', './root.tar']);
    expect(paths('/w/..root.tar')).toEqual(['./runc', '../../..root.tar']);
    for (const outside of ['/root.tar', '/w2/root.tar']) expect(paths(outside)).toEqual(['./runc']);
  });

  it('is built by the command of the inputs, or by those that the files of the two sides have', () => {
    const commands = (bump?: { readonly builds: { readonly head: string; readonly base: string } }) =>
      buildRequestOf(INPUTS, undefined, { ...AT, bump })?.commands;
    expect(commands()).toEqual({ head: 'make', base: 'make' });
    const builds = { head: 'make new', base: 'make old' };
    expect(commands({ builds })).toEqual(builds);
  });

  it('is nothing without a command, and a base is refused then', () => {
    expect(buildRequestOf({ ...INPUTS, build: undefined }, undefined, AT)).toBeUndefined();
    expect(() => buildRequestOf({ ...INPUTS, build: undefined, baselineRef: 'v1' }, undefined, AT)).toThrow(InputError);
  });

  it('has to be measured: runtimes that no build makes are refused', () => {
    const refused = () => buildRequestOf({ ...INPUTS, runtimes: ['docker', 'runc=/usr/bin/runc'] }, undefined, AT);
    expect(refused).toThrow(/nothing of what is built is measured[\s\S]*runtimes: runc=\.\/runc/);
  });
});
