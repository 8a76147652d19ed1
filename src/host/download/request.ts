/** One HTTP request with a limit on silence, and its faults told apart: worth another try, or final. */
import { heeded } from '../cancellation.js';
import { errorCode } from '../errno.js';

export interface RetryPolicy {
  readonly tries: number;
  /** Before the second try; doubled for each further one. */
  readonly pauseMs: number;
  /** Longest wait for the answer, and between two pieces of it. */
  readonly silenceMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { tries: 4, pauseMs: 500, silenceMs: 30_000 };

/** May work a moment later: the network, a busy server. */
export class TransientHttpError extends Error {
  override readonly name = 'Transient';
  constructor(
    message: string,
    readonly status?: number,
  ) {
    super(message);
  }
}

/** Will not work however often it is asked. */
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
  /** Turns what reading the body threw into Transient where the network is at fault. */
  explain(error: unknown): unknown;
}

/** @throws Transient, Refused; statuses in `accepted` are returned besides 200 and 206. */
export async function request(
  url: string,
  headers: Readonly<Record<string, string>>,
  patience: RetryPolicy,
  accepted: readonly number[] = [],
): Promise<Reply> {
  const silence = new IdleTimeout(patience.silenceMs);
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

const BUSY = [408, 425, 429];

function fault(url: string, { status, url: final }: Response, accepted: readonly number[]): Error | undefined {
  if (new URL(url).protocol === 'https:' && !final.startsWith('https:'))
    return new PermanentHttpError(`it leads to ${final}, which is not encrypted`);
  if (status === 200 || status === 206 || accepted.includes(status)) return undefined;
  const message = `the server answers ${status}`;
  return status >= 500 || BUSY.includes(status)
    ? new TransientHttpError(message, status)
    : new PermanentHttpError(message, status);
}

/** Aborts a request that has said nothing for too long, or that nobody wants any more. */
class IdleTimeout {
  readonly #controller = new AbortController();
  readonly #cancelled = heeded();
  readonly #abort = () => this.#controller.abort();
  #timer: NodeJS.Timeout;

  constructor(readonly milliseconds: number) {
    this.#cancelled?.throwIfAborted();
    this.#cancelled?.addEventListener('abort', this.#abort);
    this.#timer = this.#start();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  async *watch(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of body) {
        clearTimeout(this.#timer);
        yield chunk;
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

  /** Errors of the disk, and those already told apart, come out as they are. */
  explain(error: unknown): unknown {
    if (error instanceof TransientHttpError || error instanceof PermanentHttpError) return error;
    if (this.#cancelled?.aborted) return this.#cancelled.reason;
    if (this.signal.aborted) return new TransientHttpError(`no answer for ${this.milliseconds / 1000} s`);
    return errorCode(error) ? error : new TransientHttpError(reason(error));
  }

  #start(): NodeJS.Timeout {
    return setTimeout(this.#abort, this.milliseconds);
  }
}

/** `fetch failed` says nothing; its cause does. */
function reason(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error);
  const cause = 'cause' in error ? error.cause : undefined;
  return cause ? reason(cause) : String(error.message) || errorCode(error) || 'the connection failed';
}
