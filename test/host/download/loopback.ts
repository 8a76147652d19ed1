/** A file server on loopback that misbehaves as told. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface Loopback {
  readonly url: string;
  /** Paths asked for, with the range where one was. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** Gives `answers` one after the other; the last one again and again. */
export async function serve(...answers: readonly Answer[]): Promise<Loopback> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push([request.url, request.headers.range].filter(Boolean).join(' '));
    answer?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const status =
  (code: number): Answer =>
  (_request, response) =>
    response.writeHead(code).end();

/** The whole file, or the range asked for. */
export const file =
  (content: string): Answer =>
  (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (from >= content.length) return status(416)(request, response);
    const size = content.length;
    const headers = { 'content-length': size - from, 'content-range': `bytes ${from}-${size - 1}/${size}` };
    response.writeHead(from > 0 ? 206 : 200, headers).end(content.slice(from));
  };

/** Always the whole file, as servers do that know no ranges. */
export const wholeFile =
  (content: string | Buffer): Answer =>
  (_request, response) =>
    response.writeHead(200, { 'content-length': content.length }).end(content);

/** Promises `content` and breaks the connection after `bytes` of it. */
export const broken =
  (content: string, bytes: number): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.slice(0, bytes), () => response.socket?.end());
  };

/** Says a byte now and then, without end. */
export const dripping: Answer = (_request, response) => {
  response.writeHead(200, { 'content-length': 1_000_000 });
  const timer = setInterval(() => response.write('#'), 10);
  response.once('close', () => clearInterval(timer));
};

/** Takes the request and never says a word. */
export const silent: Answer = () => undefined;
