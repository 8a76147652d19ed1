import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type FromChild, fromChild, receive, send } from '../../../src/app/privileged/channel.js';

const folder = mkdtempSync(join(tmpdir(), 'tare-channel-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const server = createServer();
let ends: { readonly other: Socket; readonly ours: Socket };
const heard: FromChild[] = [];

beforeEach(async () => {
  const path = join(folder, 'line');
  server.listen(path);
  await once(server, 'listening');
  const other = createConnection(path).on('error', () => undefined);
  const [ours] = await once(server, 'connection');
  ends = { other, ours };
  heard.length = 0;
  receive(ours, fromChild, (message) => heard.push(message));
});

afterEach(async () => {
  ends.other.destroy();
  ends.ours.destroy();
  server.close();
  await once(server, 'close');
});

const MESSAGE = { type: 'output', name: 'path', value: 'x'.repeat(5 * 1024 ** 2) } as const;

describe('the line between the halves', () => {
  it('carries messages of any length that a command line may have', async () => {
    for (let sent = 0; sent < 5; sent++) send(ends.other, MESSAGE);
    ends.other.end();
    await once(ends.ours, 'close');
    expect(heard).toEqual(Array.from({ length: 5 }, () => MESSAGE));
  });

  it('ends at a line that is no message', async () => {
    ends.other.write('hello\n');
    await once(ends.ours, 'close');
    expect(heard).toEqual([]);
  });

  it('ends where the connection breaks', async () => {
    ends.ours.on('error', () => undefined);
    const closed = new Promise((resolve) => ends.ours.once('close', resolve));
    ends.ours.destroy(new Error('the connection broke'));
    await closed;
    expect(heard).toEqual([]);
  });

  it('ends at a line that does not end', async () => {
    const more = () => {
      while (ends.other.writable && ends.other.write('x'.repeat(1024 ** 2)));
    };
    ends.other.on('drain', more);
    more();
    await once(ends.ours, 'close');
    expect(heard).toEqual([]);
  });
});
