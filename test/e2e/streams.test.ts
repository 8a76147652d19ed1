/** The reader of the output goes away, or the disk is full: no failed write changes how the command ends. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const CLI = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url));
const FIXTURE = fileURLToPath(new URL('../fixtures/runs/paper.json.gz', import.meta.url));

let folder = '';
let document = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-streams-'));
  document = join(folder, 'run.json');
  writeFileSync(document, gunzipSync(readFileSync(FIXTURE)));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a script in which `$TARE` is the command. The exit code is printed last, on a stream of its own. */
function shell(script: string): { code: string; stderr: string } {
  const env = { ...process.env, TARE_STATE_DIR: folder, TARE: CLI, RUN: document, NODE: process.execPath };
  const { output } = spawnSync('bash', ['-c', `tare() { "$NODE" "$TARE" "$@"; }; ${script}`], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  return { code: output[3] ?? '', stderr: output[2] ?? '' };
}

describe.each(['terminal', 'html', 'csv', 'json', 'markdown'])('report --format %s', (format) => {
  it('reports no error where its reader has read enough', () => {
    const { code, stderr } = shell(
      `tare report "$RUN" --format ${format} | head -c 1 >/dev/null; echo -n "\${PIPESTATUS[0]}" >&3`,
    );
    expect({ code, stderr }).toEqual({ code: '0', stderr: '' });
  });

  it('says that a full disk took nothing, with an exit code that is not that of a gate', () => {
    const { code, stderr } = shell(`tare report "$RUN" --format ${format} >/dev/full; echo -n "$?" >&3`);
    expect({ code, stderr }).toEqual({
      code: '3',
      stderr: expect.stringMatching(/^tare: .*could not be written \(ENOSPC\)/),
    });
  });
});

it('gives a slow reader the whole report', () => {
  const { code } = shell(
    'tare report "$RUN" --format html | (sleep 0.5; wc -c) >&3; tare report "$RUN" --format html | wc -c >&3',
  );
  const [slow, fast] = code.trim().split('\n');
  expect(slow).toBe(fast);
});

it('ends with its own code where nothing can be printed at all', () => {
  expect(shell('tare report "$RUN" >/dev/full 2>&1; echo -n "$?" >&3').code).toBe('3');
  expect(shell('tare report no-such-file >/dev/full 2>&1; echo -n "$?" >&3').code).toBe('2');
});
