import { describe, expect, it } from '@jest/globals';
import { needsOtherCheckout } from '../../../src/app/request/other-run.js';
import type { WorkflowContext } from '../../../src/github/workflow.js';

const INPUTS = { runtimes: ['runc@1.2.3', 'docker'], rootfs: undefined, image: undefined };
const about = (more: object) => ({ isAboutOther: true, run: { event: 'x' }, ...more }) as WorkflowContext;
const CHANGE = { change: { headSha: 'a'.repeat(40) } };

describe('a job about another run', () => {
  it.each([
    ['a pull request', about(CHANGE), true],
    ['a merge group', about({ queue: { base: 'main' } }), true],
    ['a push, which is measured as what is checked out', about({}), false],
    ['its own pull request', about({ ...CHANGE, isAboutOther: false }), false],
    ['the target of one', about({ ...CHANGE, isAboutOther: false, run: { event: 'pull_request_target' } }), true],
    ['no workflow', undefined, false],
  ])('needs the checkout of the other one to measure its change: %s', (_, workflow, needed) => {
    expect(needsOtherCheckout(workflow, INPUTS)).toBe(needed);
  });

  it.each<[string, object]>([
    ['a program', { runtimes: ['docker', 'runc=/tmp/artifact/runc'] }],
    ['a kernel', { runtimes: ['qemu{kernel: ./artifact/vmlinux}'] }],
    ['a userland', { rootfs: { path: '/tmp/artifact/rootfs.tar' } }],
    ['an image', { image: 'ghcr.io/octo/project:pr-7' }],
  ])('may have from the other one %s', (_, more) => {
    expect(needsOtherCheckout(about(CHANGE), { ...INPUTS, ...more })).toBe(false);
  });
});
