/** The client gives up on an answer that does not come, and lets a download take as long as bytes come. */
import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openGitHub } from '../../src/github/client.js';
import { downloadProgram } from '../../src/github/download.js';
import { silentLog } from '../../src/log.js';
import { FakeGitHub, type Repository, slow, stall, zipOf } from '../support/github/index.js';

const PLACE = { owner: 'octo', repo: 'project' };
/** Far shorter than the real one. */
const TIMEOUT_MS = 400;

let github: FakeGitHub;
let repository: Repository;
beforeEach(async () => {
  github = await FakeGitHub.start();
  repository = github.createRepository('octo/project');
});
afterEach(() => github.stop());

const client = (timeoutMs = TIMEOUT_MS) =>
  openGitHub({ token: github.token(repository), apiUrl: github.apiUrl, log: silentLog, timeoutMs });

/** It does not compress, and has the size of a few of the pieces that are waited for. */
const PROGRAM = randomBytes(512 * 1024);
const DIGEST = createHash('sha256').update(PROGRAM).digest('hex');

async function seeded() {
  const bytes = zipOf({ [DIGEST]: PROGRAM });
  github.seedArtifact(repository.startRun({ event: 'push' }), { name: 'tare-results', bytes });
  const { data } = await client().rest.actions.listArtifactsForRepo(PLACE);
  const [artifact] = data.artifacts;
  if (!artifact) throw new Error('there is no artifact');
  return artifact;
}

describe('the limit of time', () => {
  it('does not end a download that is slow and comes', async () => {
    const artifact = await seeded();
    // Longer in all than the limit, and each part well within it on a host that is busy.
    github.fault({ route: 'GET blob', effect: slow(10, 450) });
    expect(PROGRAM.equals(await downloadProgram(client(4_000), PLACE, artifact, DIGEST))).toBe(true);
  });

  it.each(['GET blob', 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}'])(
    'ends the wait for the answer of a download, which is tried again: %s',
    async (route) => {
      const artifact = await seeded();
      github.fault({ route, effect: stall });
      expect(PROGRAM.equals(await downloadProgram(client(), PLACE, artifact, DIGEST))).toBe(true);
    },
  );

  it('ends a download of which nothing more comes', async () => {
    const artifact = await seeded();
    github.fault({ route: 'GET blob', effect: slow(2, 5_000) });
    await expect(downloadProgram(client(), PLACE, artifact, DIGEST)).rejects.toThrow(/fewer than \d+ bytes in 0\.4 s/);
  });
});
