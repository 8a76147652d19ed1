import { tmpdir } from 'node:os';
import { afterEach, expect, it } from '@jest/globals';
import { newRun } from '../../../src/app/measuring/new-run.js';
import type { Image } from '../../../src/image/kept-image.js';
import { buildRun } from '../../support/run-builder.js';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

const image = { digest: 'd', recipe: 'r', sysbench: '1.0.20' } as Image;
const COMMENT = {
  GITHUB_REPOSITORY: 'o/r',
  GITHUB_EVENT_NAME: 'issue_comment',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_SHA: 'abc',
  GITHUB_JOB: 'measure',
};

it('records the branch that the change of a comment goes to', () => {
  Object.assign(process.env, COMMENT);
  const place = { storagePath: tmpdir(), changeBase: 'release-1', jobId: 7 };
  expect(newRun(buildRun().plan, { image }, place).origin).toMatchObject({ baseBranch: 'release-1', job: { id: 7 } });
});
