import { expect, it } from '@jest/globals';
import { needed } from '../../../src/action/publish/needed.js';
import { HostError, InputError } from '../../../src/errors.js';
import { BadArtifact } from '../../../src/github/download.js';

const asked = (error: Error) => needed({ what: 'The list', permission: 'actions: read' }, () => Promise.reject(error));
const answer = (status: number, message: string) => Object.assign(new Error(message), { status });

it.each([
  ['a right that the token lacks', answer(403, 'Resource not accessible by integration'), InputError, 'actions: read'],
  ['an outage', answer(503, 'Server Error'), HostError, 'Run this job again.'],
  ['a refusal that says nothing of the token', answer(403, 'an IP allow list is enabled'), HostError, 'this job again'],
  ['an artifact that is gone', new BadArtifact('artifact x (1) is gone', 'gone'), InputError, 'measure again'],
])('tells %s with its remedy', async (_, error, kind, remedy) => {
  await expect(asked(error)).rejects.toThrow(kind);
  await expect(asked(error)).rejects.toThrow(remedy);
});

it.each([new TypeError('x is undefined'), new BadArtifact('is not what was uploaded', 'digest')])(
  'leaves %s as it is',
  async (error) => {
    await expect(asked(error)).rejects.toBe(error);
  },
);
