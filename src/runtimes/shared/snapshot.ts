/**
 * The option `snapshot`: every sandbox is restored from the memory of one that was started, and kept on disk, just
 * before.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, lstatSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ArmSpec } from '../../config/arms.js';
import { orCancelled, whileUndoing } from '../../host/cancellation.js';
import { holding, renamed } from '../../sandbox/agent.js';
import { FrameReader } from '../../sandbox/frames.js';
import type { Console, LaunchRequest, OptionDefinition, Snapshot } from '../runtime.js';

export const SNAPSHOT_OPTION: Readonly<Record<'snapshot', OptionDefinition>> = {
  snapshot: {
    help: 'on: each sandbox is restored from a snapshot of one that is ready, made for it just before',
    choices: ['on', 'off'],
  },
};

export const fromSnapshot = ({ options }: ArmSpec): boolean => options.snapshot === 'on';

/** Returns why a restored sandbox has no link; undefined for one that is started. */
export const withoutLink = (arm: ArmSpec): string | undefined =>
  fromSnapshot(arm) ? 'its snapshots are made without a network: leave out snapshot' : undefined;

/** Returns why the steps of a life say nothing of sandboxes that are restored; undefined where they do. */
export const withoutSteps = (arm: ArmSpec): string | undefined =>
  fromSnapshot(arm)
    ? 'its sandboxes are restored by one call, and have no create and start: leave out snapshot'
    : undefined;

export const SNAPSHOT_NOTE =
  'each sandbox is restored from a snapshot, which this program made just before of one that was ready; its start is the restore alone';

/** Returns the request for the sandbox of which a snapshot is taken. It has a nonce of its own. */
export function originOf({ poised: _, ...request }: LaunchRequest): LaunchRequest {
  return { ...request, nonce: randomBytes(12).toString('hex') };
}

/** How a snapshot is taken. */
export interface Taking {
  /** The request by which the live sandbox was started. */
  readonly origin: LaunchRequest;
  /** The request for the one that is restored. */
  readonly wanted: LaunchRequest;
  readonly folder: string;
  /** Keeps the memory of the live sandbox in the folder, which is there. */
  make(): Promise<void>;
  /**
   * Whether the sandbox ends once its memory is kept. Its runtime then removes what it knows of it, which must be over
   * before another one gets the same name.
   */
  readonly end: 'by itself' | 'by force';
}

/**
 * Takes a snapshot of the sandbox as soon as its agent is ready and has been told the nonce that is wanted, which
 * nothing but its memory then knows. Waits until no more is left of the sandbox. The snapshot is written to the disk,
 * so that the kernel does not do so while something is measured.
 * @throws Error where no snapshot came to be; the sandbox has been ended.
 */
export async function takeSnapshot(console: Console, { origin, wanted, folder, make, end }: Taking): Promise<Snapshot> {
  let makeMs: number;
  let trouble: readonly string[] = [];
  try {
    await word(console, origin);
    if (wanted.heldBytes !== undefined) {
      console.input.write(holding(wanted.heldBytes));
      await word(console, origin);
    }
    console.input.write(renamed(wanted.nonce));
    await word(console, wanted);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const from = performance.now();
    await make();
    makeMs = performance.now() - from;
    if (end === 'by itself') await Promise.race([console.gone, delay(END_MS, undefined, { ref: false })]);
  } finally {
    await console.kill();
    trouble = (await whileUndoing(() => orCancelled(console.gone))).trouble;
  }
  if (trouble.length > 0) throw new Error(`the sandbox of the snapshot could not be removed: ${trouble.join('; ')}`);
  return { makeMs, bytes: flushed(folder) };
}

/** It takes some milliseconds. A sandbox that has not ended by itself after that is ended by force. */
const END_MS = 10_000;

/** Resolves once the agent is ready by that nonce. @throws Error where the sandbox ends before, or takes too long. */
async function word(console: Console, { nonce, seconds, signal }: LaunchRequest): Promise<void> {
  const reader = new FrameReader(nonce);
  const over = new AbortController();
  let hear: (text: string) => void = () => undefined;
  const said = new Promise<void>((resolve) => {
    hear = (text) => {
      if (reader.feed(text).some(({ type }) => type === 'ready')) resolve();
    };
  });
  console.output.setEncoding('utf8').on('data', hear);
  const failed = (what: string) => {
    throw new Error([`the sandbox for the snapshot ${what}`, ...console.diagnostics()].join('\n'));
  };
  const ended = console.gone.then(() => failed('ended before it was ready'));
  const until = AbortSignal.any([over.signal, signal]);
  const late = delay(seconds * 1000, undefined, { signal: until }).then(() => failed(`was not ready in ${seconds} s`));
  // What loses the race is heard by nobody.
  for (const loser of [ended, late]) loser.catch(() => undefined);
  try {
    await Promise.race([said, ended, late]);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    console.output.off('data', hear);
    over.abort();
  }
}

/** Writes the files of a folder to the disk, and returns how many bytes they take there. */
function flushed(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  let bytes = 0;
  for (const file of files) {
    if (!lstatSync(file).isFile()) continue;
    const descriptor = openSync(file, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    bytes += lstatSync(file).blocks * BLOCK;
  }
  return bytes;
}

/** Bytes of a block of `stat`, whatever the file system's are. */
const BLOCK = 512;
