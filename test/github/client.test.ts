/** The client gives up on an answer that does not come, and lets a download take as long as bytes come. */
import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openGitHub } from '../../src/github/client.js';
import { downloadProgram } from '../../src/github/download.js';
import { silentLog } from '../../src/log.js';
import { FakeGitHub, type Repository, refused, secondaryLimit, slow, stall, zipOf } from '../support/github/index.js';

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

describe('a limit of requests', () => {
  const GET = 'GET /repos/{owner}/{repo}';
  const reset = (seconds: number) => String(Math.floor(Date.now() / 1_000) + seconds);

  /** How the request ended, and what was said of it. */
  async function asked(effect: Parameters<typeof github.fault>[0]['effect'], times = 1) {
    github.fault({ route: GET, effect, times });
    const warned: string[] = [];
    const log = { ...silentLog, warn: (text: string) => warned.push(text) };
    const own = openGitHub({ token: github.token(repository), apiUrl: github.apiUrl, log });
    const told = await own.rest.repos.get(PLACE).then(({ status }) => status, String);
    return { told, warned };
  }

  it.each([
    ['429 with Retry-After', refused(429, 'Too Many Requests', { 'retry-after': '1' })],
    ['429 with the time of its reset', () => refused(429, 'Slow down.', { 'x-ratelimit-reset': reset(0) })],
    ['403 with Retry-After', refused(403, 'Forbidden', { 'retry-after': '1' })],
    ['403 of the secondary limit', secondaryLimit(1)],
    [
      '403 of a spent limit',
      () => refused(403, 'No.', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(0) }),
    ],
  ])('is waited for, and told: %s', async (_, effect) => {
    const { told, warned } = await asked(typeof effect === 'function' ? effect() : effect);
    expect(told).toBe(200);
    expect(warned).toEqual([expect.stringMatching(/^GitHub limits requests \(GET \S+\): waiting [12] s$/)]);
  });

  it('is given up where it asks for longer than a minute and a half, and after two waits', async () => {
    const { told, warned } = await asked(refused(429, 'Too Many Requests', { 'retry-after': '3600' }));
    expect(told).toMatch(/Too Many Requests/);
    expect(warned).toEqual([expect.stringMatching(/: it asks for 3600 s, given up$/)]);
    const again = await asked(refused(429, 'Too Many Requests', { 'retry-after': '1' }), 3);
    expect(again.warned).toHaveLength(3);
    expect(again.told).toMatch(/Too Many Requests/);
  });

  it('is none where a token may not do something, though the answer tells of the limit', async () => {
    const headers = { 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': reset(30) };
    const { told, warned } = await asked(refused(403, 'Resource not accessible by integration', headers));
    expect(told).toMatch(/not accessible by integration/);
    expect(warned).toEqual([]);
  });
});

describe('a page of HTML in the place of an answer', () => {
  it('is told as its title, in one line', async () => {
    const rows = '<p>The server is <b>tired</b>.</p>\n'.repeat(200);
    const page = `<!DOCTYPE html>\n<html><head><title>Unicorn! &middot; GitHub</title><style>p{}</style></head><body>${rows}</body></html>`;
    const answer = { status: 404, headers: { 'content-type': 'text/html' }, body: Buffer.from(page) };
    github.fault({ route: 'GET /repos/{owner}/{repo}', effect: { kind: 'answer', answer } });
    const error = await client(30_000)
      .rest.repos.get(PLACE)
      .catch((one: Error) => one);
    expect(error).toMatchObject({ status: 404, message: expect.stringMatching(/^Unicorn! +GitHub$/) });
  });
});

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
