/** Faults on the way to GitHub and back, which a test requests. */
import { type Answer, json, type Matched } from './http.js';

export type Effect =
  /** GitHub answers this instead and changes nothing. */
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The connection breaks before GitHub sees the request, or after it acted on it. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  /** GitHub acts on the request, and a gateway between answers this instead: what GitHub answered is lost. */
  | { readonly kind: 'lost'; readonly answer: Answer }
  /** The body comes in `pieces`, `pauseMs` apart. */
  | { readonly kind: 'slow'; readonly pieces: number; readonly pauseMs: number }
  /** No answer ever comes. `act` is called once the request is there. */
  | { readonly kind: 'stall'; readonly act?: () => void }
  /** The request arrives twice; the client gets the first answer. */
  | { readonly kind: 'twice' }
  /** Somebody else acts just before this request does. */
  | { readonly kind: 'meanwhile'; readonly act: () => void };

export interface Fault {
  /** For instance `GET /repos/{owner}/{repo}`, `POST CreateArtifact`, `PUT block`. */
  readonly route: string;
  readonly effect: Effect;
  /** The number of requests that it affects; 1 where it is not given. */
  readonly times?: number;
  /** The number of requests that pass before it; 0 where it is not given. */
  readonly skip?: number;
}

const documentation = 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api';

/** Answers with an error of this status, in GitHub's form. */
export const refused = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Effect => ({
  kind: 'answer',
  answer: json(status, { message, documentation_url: documentation }, headers),
});

const secondary = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';

/** Answers 429 with the time to wait, in seconds. */
export const tooManyRequests = (retryAfter: number): Effect =>
  refused(429, secondary, { 'retry-after': String(retryAfter) });

/** Answers with the secondary limit, as a 403 with the time to wait, in seconds. */
export const secondaryLimit = (retryAfter: number): Effect =>
  refused(403, secondary, { 'retry-after': String(retryAfter) });

export const serverError = (status: 500 | 502 | 503 = 500): Effect => refused(status, 'Server Error');
/** GitHub has acted, but the gateway in front of it did not wait for the answer. */
export const gatewayError: Effect = { kind: 'lost', answer: json(502, { message: 'Bad Gateway' }) };
export const reset = (when: 'before' | 'after'): Effect => ({ kind: 'reset', when });
export const slow = (pieces: number, pauseMs: number): Effect => ({ kind: 'slow', pieces, pauseMs });
export const stall: Effect = { kind: 'stall' };
export const twice: Effect = { kind: 'twice' };
export const meanwhile = (act: () => void): Effect => ({ kind: 'meanwhile', act });

interface Armed {
  readonly fault: Fault;
  seen: number;
  struck: number;
}

export class Faults {
  readonly #armed: Armed[] = [];

  arm(fault: Fault): void {
    this.#armed.push({ fault, seen: 0, struck: 0 });
  }

  /** Returns the effect that is due for a request of a route, and counts the request. */
  take(route: string): Effect | undefined {
    for (const armed of this.#armed.filter(({ fault }) => fault.route === route)) {
      const { times = 1, skip = 0, effect } = armed.fault;
      armed.seen++;
      if (armed.seen <= skip || armed.struck >= times) continue;
      armed.struck++;
      return effect;
    }
    return undefined;
  }

  /** Returns the routes of faults that never occurred: such a test did not test what it meant to. */
  unused(): string[] {
    return this.#armed.filter(({ struck }) => struck === 0).map(({ fault }) => fault.route);
  }
}

/** Returns the answer under an effect that changes answers; `undefined` where none arrives. */
export function answerUnder(effect: Effect | undefined, matched: Matched): Answer | undefined {
  if (effect?.kind === 'answer') return effect.answer;
  if (effect?.kind === 'stall') effect.act?.();
  if (effect?.kind === 'stall' || (effect?.kind === 'reset' && effect.when === 'before')) return undefined;
  if (effect?.kind === 'meanwhile') effect.act();
  const answer = matched.answer();
  if (effect?.kind === 'twice') matched.answer();
  if (effect?.kind === 'lost') return effect.answer;
  return effect?.kind === 'reset' ? undefined : answer;
}
