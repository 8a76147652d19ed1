/** Makes a build of runc that is slow or not, and inputs that measure it in seconds. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SLOW, wrapperWith } from '../support/built-repository.js';
import type { ActionPlace, Inputs } from './action-place.js';

function wrapper(place: ActionPlace, kind: 'fast' | 'slow'): string {
  const path = join(place.folder, 'runc');
  writeFileSync(path, wrapperWith(kind === 'slow' ? SLOW : undefined));
  chmodSync(path, 0o755);
  return path;
}

/**
 * These inputs are short, and enough to prove that something takes many times as long, even on a busy machine. Less
 * than half as long again is not called slower: on a busy machine the same code may seem so.
 */
export const measuring = (place: ActionPlace, kind: 'fast' | 'slow', more: Inputs = {}): Inputs => ({
  runtimes: `runc=${wrapper(place, kind)}`,
  suites: 'cpu',
  blocks: '8..8',
  pairs: '1',
  'trial-time': '20ms',
  memory: '256MiB',
  'min-effect': '50%',
  margin: '90%',
  ...more,
});
