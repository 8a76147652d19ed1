/** Makes one HTTP request with a limit on silence, and tells faults that are worth another try from final ones. */
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { currentSignal } from '../cancellation.js';
import { errorCode } from '../errno.js';

export interface RetryPolicy {
  readonly tries: number;
  /** This is the pause before the second try; it doubles for each further one. */
  readonly pauseMs: number;
  /** This is the longest wait for the answer, and for each 16 KiB of it. */
  readonly silenceMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { tries: 4, pauseMs: 500, silenceMs: 30_000 };

/** The request may work a moment later: the network failed or the server is busy. */
export class TransientHttpError extends Error {
  override readonly name = 'Transient';
  constructor(
    message: string,
    readonly status?: number,
  ) {
    super(message);
  }
}

/** The request will not work however often it is made. */
export class PermanentHttpError extends Error {
  override readonly name = 'Refused';
  constructor(
    message: string,
    readonly status?: number,
  ) {
    super(message);
  }
}

export interface Reply {
  readonly status: number;
  readonly contentRange: string | null;
  readonly body: AsyncIterable<Uint8Array>;
  /** Turns an error of reading the body into TransientHttpError where the network is at fault. */
  explain(error: unknown): unknown;
}

/**
 * Requests `url`. Statuses in `accepted` are returned besides 200 and 206.
 * @throws TransientHttpError, PermanentHttpError
 */
export async function request(
  url: string,
  headers: Readonly<Record<string, string>>,
  retry: RetryPolicy,
  accepted: readonly number[] = [],
): Promise<Reply> {
  const silence = new IdleTimeout(retry.silenceMs);
  const explain = (error: unknown) => silence.explain(error);
  let response: Response;
  try {
    // Without `identity` the bytes on the wire would be compressed, and a range would count those.
    const all = { 'accept-encoding': 'identity', 'user-agent': 'tare', ...headers };
    response = await fetch(url, { headers: all, signal: silence.signal });
  } catch (error) {
    silence.end();
    throw explain(error);
  }
  const refusal = fault(url, response, accepted);
  if (refusal) {
    silence.end();
    await response.body?.cancel();
    throw refusal;
  }
  return {
    status: response.status,
    contentRange: response.headers.get('content-range'),
    body: silence.watch(response.body ?? []),
    explain,
  };
}

/** A signature by which a server lets one in may stand in the query. */
const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '');

const BUSY = [408, 425, 429];

function fault(url: string, { status, url: final }: Response, accepted: readonly number[]): Error | undefined {
  if (new URL(url).protocol === 'https:' && !final.startsWith('https:'))
    return new PermanentHttpError(`it leads to ${withoutQuery(final)}, which is not encrypted`);
  if (status === 200 || status === 206 || accepted.includes(status)) return undefined;
  const message = `the server answers ${status}`;
  return status >= 500 || BUSY.includes(status)
    ? new TransientHttpError(message, status)
    : new PermanentHttpError(message, status);
}

/**
 * Gives a body that somebody else has requested, and fails where next to nothing of it comes for so many ms.
 * @throws TransientHttpError
 */
export async function* heard(body: ReadableStream<Uint8Array>, silenceMs: number): AsyncGenerator<Uint8Array> {
  const silence = new IdleTimeout(silenceMs);
  try {
    yield* silence.watch(Readable.fromWeb(body, { signal: silence.signal }));
  } catch (error) {
    throw silence.explain(error);
  }
}

/** A server that sends fewer, a byte now and then, would be waited for without end. */
const ENOUGH_BYTES = 16 * 1024;

/** Aborts a request after too long with next to nothing said, or when it is cancelled. */
class IdleTimeout {
  readonly #controller = new AbortController();
  readonly #cancelled = currentSignal();
  readonly #abort = () => this.#controller.abort();
  #timer: NodeJS.Timeout;
  #isAnswered = false;

  constructor(readonly milliseconds: number) {
    this.#cancelled?.throwIfAborted();
    this.#cancelled?.addEventListener('abort', this.#abort);
    this.#timer = this.#start();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  async *watch(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    // The first piece ends the wait for an answer, whatever its size is.
    let since = ENOUGH_BYTES;
    try {
      for await (const chunk of body) {
        this.#isAnswered = true;
        since += chunk.length;
        const isEnough = since >= ENOUGH_BYTES;
        if (isEnough) clearTimeout(this.#timer);
        yield chunk;
        if (!isEnough) continue;
        since = 0;
        this.#timer = this.#start();
      }
    } finally {
      this.end();
    }
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#cancelled?.removeEventListener('abort', this.#abort);
  }

  /** Errors of the disk, and errors that have been told apart already, stay as they are. */
  explain(error: unknown): unknown {
    if (error instanceof TransientHttpError || error instanceof PermanentHttpError) return error;
    if (this.#cancelled?.aborted) return this.#cancelled.reason;
    if (this.signal.aborted) return new TransientHttpError(this.#complaint());
    return errorCode(error) ? error : new TransientHttpError(reason(error));
  }

  #complaint(): string {
    const seconds = this.milliseconds / 1000;
    return this.#isAnswered ? `fewer than ${ENOUGH_BYTES} bytes in ${seconds} s` : `no answer for ${seconds} s`;
  }

  #start(): NodeJS.Timeout {
    return setTimeout(this.#abort, this.milliseconds);
  }
}

/** The message `fetch failed` says nothing, but its cause does. */
function reason(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error);
  const cause = 'cause' in error ? error.cause : undefined;
  return cause ? reason(cause) : String(error.message) || errorCode(error) || 'the connection failed';
}
