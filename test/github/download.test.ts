/** Artifacts are hostile before they are downloaded, too. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { downloadDocuments, downloadProgram, downloadRun } from '../../src/github/download.js';
import { FakeGitHub, refused, zipOf } from '../support/github/index.js';
import { buildRun } from '../support/run-builder.js';

let github: FakeGitHub;
beforeEach(async () => {
  github = await FakeGitHub.start();
});
afterEach(() => github.stop());

const PLACE = { owner: 'octo', repo: 'project' };

/** The only artifact, as GitHub lists it, and the client to ask with. */
async function listed(files: Readonly<Record<string, string | Buffer>>) {
  const repository = github.createRepository('octo/project');
  github.seedArtifact(repository.startRun({ event: 'push' }), { name: 'tare-results', bytes: zipOf(files) });
  const client = getOctokit(github.token(repository), { baseUrl: github.apiUrl });
  const { data } = await client.rest.actions.listArtifactsForRepo(PLACE);
  const [artifact] = data.artifacts;
  if (!artifact) throw new Error('there is no artifact');
  return { client, artifact, stored: repository.artifacts[0] };
}

describe('downloadRun', () => {
  it('reads the document, and leaves out what lies beside it or outside the folder', async () => {
    const files = { '../../etc/passwd': 'x', 'run.json': JSON.stringify(buildRun({ id: 'here' })) };
    const { client, artifact } = await listed(files);
    await expect(downloadRun(client, PLACE, artifact)).resolves.toMatchObject({ id: 'here' });
  });

  it('requests nothing that GitHub says is too large', async () => {
    const { client, artifact } = await listed({ 'run.json': '{}' });
    const before = github.requests.length;
    const large = { ...artifact, size_in_bytes: 33 * 1024 * 1024 };
    await expect(downloadRun(client, PLACE, large)).rejects.toThrow('too many to be ours');
    expect(github.requests).toHaveLength(before);
  });

  it('stops where more bytes come than GitHub said', async () => {
    const { client, artifact, stored } = await listed({ 'run.json': Buffer.alloc(1) });
    if (stored?.content) stored.content = { ...stored.content, bytes: Buffer.alloc(33 * 1024 * 1024) };
    await expect(downloadRun(client, PLACE, artifact)).rejects.toThrow('does not end');
  });

  const ROUTE = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}';

  it.each([
    ['is gone', 404, 'Not Found', { name: 'BadArtifact', isGone: true, isTampering: false }],
    ['has expired', 410, 'Artifact has expired', { name: 'BadArtifact', isGone: true }],
    ['is refused', 403, 'AuthenticationFailed', { message: expect.stringMatching(/was refused \(403 Auth.*\)\./) }],
    ['may not be had', 403, 'You must have the actions scope to download artifacts.', { status: 403 }],
    ['meets an outage', 500, 'Server Error', { status: 500 }],
  ])('tells what %s after it was listed', async (_, status, message, error) => {
    const { client, artifact } = await listed({ 'run.json': '{}' });
    github.fault({ route: ROUTE, effect: refused(status, message) });
    await expect(downloadRun(client, PLACE, artifact)).rejects.toMatchObject(error);
  });
});

describe('what lies beside a document', () => {
  it('is the run of both sides, where there was a second look', async () => {
    const [run, both] = [buildRun({ id: 'here' }), buildRun({ id: 'both' })].map((one) =>
      gzipSync(JSON.stringify(one)),
    );
    const { client, artifact } = await listed({ 'confirmation.json.gz': both ?? '', 'run.json.gz': run ?? '' });
    const found = await downloadDocuments(client, PLACE, artifact);
    expect([found.run.id, found.confirming?.id]).toEqual(['here', 'both']);
  });
});

describe('downloadProgram', () => {
  const digest = createHash('sha256').update('old').digest('hex');

  it('returns the program of that digest', async () => {
    const { client, artifact } = await listed({ [digest]: 'old' });
    expect((await downloadProgram(client, PLACE, artifact, digest)).toString()).toBe('old');
  });

  it.each([
    ['something else in its place', { [digest]: 'evil' }, 'has another program'],
    ['nothing of that name', { [`../${digest}`]: 'old' }, 'has no program'],
  ])('refuses %s', async (_, files, why) => {
    const { client, artifact } = await listed(files);
    await expect(downloadProgram(client, PLACE, artifact, digest)).rejects.toThrow(why);
  });
});
