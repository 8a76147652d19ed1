import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { callApi } from '../../../src/runtimes/microvm/http-api.js';

let folder: string;
let servers: Server[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'api-'));
  servers = [];
});
afterEach(() => {
  for (const server of servers) server.close().closeAllConnections();
  rmSync(folder, { recursive: true });
});

const path = () => join(folder, 'api');
const never = new AbortController().signal;
const patience = { seconds: 30, signal: never };

function listen(answer: (asked: IncomingMessage, answered: ServerResponse) => void): void {
  servers.push(createServer(answer).listen(path()));
}

describe("calls of a monitor's API", () => {
  it('are made one after another once it listens, with their bodies as JSON', async () => {
    const heard: unknown[] = [];
    const calls = callApi(
      'Firecracker',
      path(),
      [
        { method: 'PATCH', path: '/vm', body: { state: 'Paused' } },
        { method: 'PUT', path: '/snapshot' },
      ],
      patience,
    );
    listen(async (asked, answered) => {
      const { method, url, headers } = asked;
      heard.push([method, url, await text(asked), headers['content-length']]);
      answered.writeHead(204).end();
    });
    await calls;
    expect(heard).toEqual([
      ['PATCH', '/vm', '{"state":"Paused"}', '18'],
      ['PUT', '/snapshot', '', '0'],
    ]);
  });

  it('that are refused say by whom, which, and why; what follows is not asked', async () => {
    const heard: unknown[] = [];
    listen(({ url }, answered) => {
      heard.push(url);
      answered.writeHead(400).end('{"fault_message":"no such state"}');
    });
    const calls = [
      { method: 'PUT', path: '/vm' },
      { method: 'PUT', path: '/more' },
    ] as const;
    await expect(callApi('Firecracker', path(), calls, patience)).rejects.toThrow(
      'Firecracker refused /vm: {"fault_message":"no such state"}',
    );
    expect(heard).toEqual(['/vm']);
  });

  it.each<[what: string, answer: (answered: ServerResponse) => void]>([
    ['is never answered', () => undefined],
    ['is answered without an end', (answered) => void answered.writeHead(200).write('x')],
  ])('one that %s is given up', async (_, answer) => {
    listen((_asked, answered) => answer(answered));
    const call = callApi('Firecracker', path(), [{ method: 'PUT', path: '/vm' }], { seconds: 0.2, signal: never });
    await expect(call).rejects.toThrow('Firecracker did not answer within 0.2 s');
  });

  it('where nobody listens are given up, at once where the user stops them', async () => {
    const call = callApi('Firecracker', path(), [{ method: 'PUT', path: '/vm' }], { seconds: 0.2, signal: never });
    await expect(call).rejects.toThrow('Firecracker did not answer within 0.2 s');
    const reason = new Error('stopped');
    const stopped = { seconds: 30, signal: AbortSignal.abort(reason) };
    await expect(callApi('Firecracker', path(), [{ method: 'PUT', path: '/vm' }], stopped)).rejects.toBe(reason);
  });

  it('take no answer that is too long to be one', async () => {
    listen((_asked, answered) => void answered.writeHead(200).end('x'.repeat(100_000)));
    const call = callApi('Firecracker', path(), [{ method: 'PUT', path: '/vm' }], patience);
    await expect(call).rejects.toThrow('an answer without end');
  });
});
