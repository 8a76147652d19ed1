/** Which commits an event asks to be built. */
import { describe, expect, it } from '@jest/globals';
import { requestedSides } from '../../../src/app/sides/request.js';
import { InputError } from '../../../src/errors.js';
import type { WorkflowContext } from '../../../src/github/workflow.js';

type Workflow = Parameters<typeof requestedSides>[0];
const SHA = (digit: string): string => digit.repeat(40);
const of = (event: string, more: object = {}): Workflow =>
  ({ run: { event }, ...more }) as Pick<WorkflowContext, 'run' | 'change' | 'queue'>;
const change = { number: 7, headSha: SHA('a'), base: 'main', baseSha: SHA('b') };

describe('requestedSides', () => {
  it('of a pull request is its head, and where it left the branch', () => {
    expect(requestedSides(of('pull_request', { change }), undefined)).toEqual({
      head: SHA('a'),
      base: { revisions: ['refs/remotes/origin/main', SHA('b')], words: 'where the head and main part' },
    });
  });

  it('of a merge group is what is checked out, and what the group goes onto', () => {
    const queue = { base: 'main', baseSha: SHA('c') };
    expect(requestedSides(of('merge_group', { queue }), undefined)).toEqual({
      head: 'HEAD',
      base: { revisions: [SHA('c')], words: 'what the merge group goes onto' },
    });
  });

  it('of a merge group that does not say what it goes onto is the head alone', () => {
    expect(requestedSides(of('merge_group', { queue: { base: 'main' } }), undefined).base).toBeUndefined();
  });

  it('of a push is the head alone', () => {
    expect(requestedSides(of('push'), undefined)).toEqual({ head: 'HEAD', base: undefined });
  });

  it('takes a base that is asked for, whatever the event', () => {
    for (const workflow of [undefined, of('push'), of('pull_request', { change }), of('merge_group', { queue: {} })])
      expect(requestedSides(workflow, 'v1').base?.revisions).toEqual(['v1', 'refs/remotes/origin/v1']);
  });

  it.each([undefined, 'main'])('refuses pull_request_target, with baseline-ref %s too', (ref) => {
    const target = of('pull_request_target', { change });
    expect(() => requestedSides(target, ref)).toThrow(InputError);
    expect(() => requestedSides(target, ref)).toThrow(/pull_request_target has the secrets/);
  });
});
