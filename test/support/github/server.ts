/** The HTTP side of a service of the fake: one listener on 127.0.0.1 and an ephemeral port. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerUnder, type Effect, type Faults } from './faults.js';
import { type Answer, json, type Report, type Request, readRequest, type Service } from './http.js';

export interface Recorded {
  readonly route: string;
  readonly request: Request;
  /** `undefined` where the client got no answer. */
  readonly status: number | undefined;
}

export interface Exchange {
  readonly faults: Faults;
  readonly record: (entry: Recorded) => void;
  readonly report: Report;
}

export interface Listener {
  readonly origin: string;
  close(): Promise<void>;
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { 'content-length': String(answer.body?.length ?? 0), ...answer.headers });
  response.end(answer.body);
}

async function sendSlowly(response: ServerResponse, answer: Answer, effect: Effect & { kind: 'slow' }): Promise<void> {
  const body = answer.body ?? Buffer.alloc(0);
  const size = Math.max(1, Math.ceil(body.length / effect.pieces));
  response.writeHead(answer.status, { 'content-length': String(body.length), ...answer.headers });
  for (let at = 0; at < body.length && !response.destroyed; at += size) {
    response.write(body.subarray(at, at + size));
    await sleep(effect.pauseMs, undefined, { ref: false });
  }
  response.end();
}

async function deliver(response: ServerResponse, answer: Answer | undefined, effect: Effect | undefined) {
  if (answer !== undefined && effect?.kind === 'slow') await sendSlowly(response, answer, effect);
  else if (answer !== undefined) send(response, answer);
  else if (effect?.kind === 'reset') response.socket?.resetAndDestroy();
}

async function handle(message: IncomingMessage, response: ServerResponse, service: Service, exchange: Exchange) {
  const request = await readRequest(message, `http://${message.headers.host}`);
  const matched = service(request);
  if (matched === undefined) {
    const problem = `${request.method} ${request.url.pathname} is nothing that this host of GitHub knows.`;
    exchange.report(problem);
    send(response, json(400, { message: problem }));
    return;
  }
  const effect = exchange.faults.take(matched.route);
  const answer = answerUnder(effect, matched);
  exchange.record({ route: matched.route, request, status: answer?.status });
  await deliver(response, answer, effect);
}

function fail(response: ServerResponse, error: unknown, report: Report): void {
  const problem = `The fake broke: ${error instanceof Error ? error.stack : String(error)}`;
  report(problem);
  if (!response.headersSent) send(response, json(400, { message: problem }));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}

/** Starts to listen. A client may break off in the middle of a request. */
export async function listen(service: Service, exchange: Exchange): Promise<Listener> {
  const server = createServer((message, response) => {
    handle(message, response, service, exchange).catch((error: unknown) => {
      if (!message.destroyed || message.complete) fail(response, error, exchange.report);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => close(server) };
}
