/** Makes a build of runc that is slow or not, and inputs that measure it in seconds. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionPlace, Inputs } from './action-place.js';

/** Makes a runc whose sandboxes get a tenth of a CPU, in slices shorter than a trial, or all of it. */
function wrapper(place: ActionPlace, kind: 'fast' | 'slow'): string {
  const path = join(place.folder, 'runc');
  const slow = `sed -i 's/"cpus":/"quota":1000,"period":10000,"cpus":/' "$bundle/config.json"`;
  const lines = [
    '#!/bin/sh',
    'previous=',
    'for word; do [ "$previous" = --bundle ] && bundle=$word; previous=$word; done',
    ...(kind === 'slow' ? [`[ -n "$bundle" ] && [ -e "$bundle/config.json" ] && ${slow}`] : []),
    'exec runc "$@"',
  ];
  writeFileSync(path, `${lines.join('\n')}\n`);
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
