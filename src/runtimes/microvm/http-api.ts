/** Speaks the HTTP API that a monitor of ours has on a socket. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { errorCode } from '../../host/errno.js';
import type { Patience } from './qmp.js';

/** Until it listens, a monitor is asked again after so long, in ms. */
const AGAIN_MS = 2;
const NOT_YET = ['ENOENT', 'ECONNREFUSED'];
/** No answer of a monitor is as long. What it says is trusted no more than what a sandbox says. */
const LONGEST_ANSWER = 64 * 1024;

export interface Call {
  readonly method: 'PUT' | 'PATCH';
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/**
 * Makes calls one after another, as soon as the monitor listens.
 * @param monitor its name, for messages.
 * @throws Error where it refuses one, ends, or takes too long; the reason of the signal.
 */
export async function callApi(
  monitor: string,
  socketPath: string,
  calls: readonly Call[],
  { seconds, signal }: Patience,
): Promise<void> {
  const late = AbortSignal.timeout(seconds * 1000);
  const stops = AbortSignal.any([late, signal]);
  try {
    for (const call of calls) await made(monitor, socketPath, call, stops);
  } catch (error) {
    signal.throwIfAborted();
    throw late.aborted ? new Error(`${monitor} did not answer within ${seconds} s`) : error;
  }
}

async function made(monitor: string, socketPath: string, call: Call, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      const { status, said } = await answerTo(socketPath, call, signal);
      if (status < 200 || status > 299) throw new Error(`${monitor} refused ${call.path}: ${said.trim() || status}`);
      return;
    } catch (error) {
      if (!NOT_YET.includes(errorCode(error) ?? '')) throw error;
      await pause(AGAIN_MS, undefined, { signal });
    }
  }
}

async function answerTo(
  socketPath: string,
  { method, path, body }: Call,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly said: string }> {
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = {
    Accept: 'application/json',
    'Content-Length': Buffer.byteLength(text),
    ...(body && { 'Content-Type': 'application/json' }),
  };
  const asked = request({ socketPath, method, path, headers, signal, agent: false });
  asked.end(text);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  let said = '';
  for await (const piece of answer.setEncoding('utf8')) {
    said += piece;
    if (said.length > LONGEST_ANSWER) throw new Error('a monitor gave an answer without end');
  }
  return { status: answer.statusCode ?? 0, said };
}
