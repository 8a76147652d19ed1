/** The end of a job on a server that does not answer. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from '@jest/globals';

const POST = new URL('../../src/action/cleanup.ts', import.meta.url).pathname;

async function removedMeanwhile(folder: string): Promise<boolean> {
  for (let waited = 0; existsSync(folder) && waited < 10_000; waited += 50) await setTimeout(50);
  return !existsSync(folder);
}

it('removes what the job has left without waiting for GitHub, and then waits for it', async () => {
  const place = mkdtempSync(join(tmpdir(), 'tare-cleanup-'));
  const copies = join(place, 'copies');
  mkdirSync(copies);
  const told: string[] = [];
  const answer: RequestListener = async ({ method, url }, response) => {
    told.push(`${method} ${url} ${await removedMeanwhile(copies)}`);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ status: 'completed' }));
  };
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const env = {
    ...{ PATH: process.env.PATH, HOME: place, RUNNER_TEMP: place, GITHUB_RUN_ID: '1' },
    ...{
      GITHUB_REPOSITORY: 'octo/project',
      GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    },
    ...{ 'INPUT_GITHUB-TOKEN': 'none', 'STATE_check-run': '7', 'STATE_built-copies': copies },
  };
  const child = spawn(process.execPath, ['--import', 'tsx', POST], { env, stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  server.close();
  rmSync(place, { recursive: true });
  expect([code, told]).toEqual([0, ['GET /repos/octo/project/check-runs/7 true']]);
}, 60_000);
