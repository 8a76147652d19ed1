/** Answers that a sysbench can give to a probe, in a real sandbox of native with a script for sysbench. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { obtainImage } from '../../src/image/image.js';
import type { Observer } from '../../src/measure/observer.js';
import { sizeWork } from '../../src/measure/size-work.js';
import { native } from '../../src/runtimes/native.js';
import { findBenchmarks } from '../../src/suites/index.js';
import { armOf, closeTestHost, launchedSession, openTestHost, type TestHost } from '../runtimes/support.js';
import { buildRun } from '../support/run-builder.js';
import { makeTinyUserland } from '../support/tiny-userland.js';

const asRoot = process.getuid?.() === 0;
if (!asRoot) process.stderr.write('skipped: no sandbox is started here: not root\n');

(asRoot ? describe : describe.skip)('sizing the work', () => {
  let host: TestHost;
  let base: string;
  const cache = process.env.TARE_CACHE_DIR;

  beforeAll(async () => {
    base = mkdtempSync('/var/tmp/tare-test-');
    process.env.TARE_CACHE_DIR = join(base, 'cache');
    host = await openTestHost();
  });

  afterAll(async () => {
    expect(await closeTestHost(host)).toEqual([]);
    rmSync(base, { recursive: true });
    process.env.TARE_CACHE_DIR = cache ?? '';
  });

  it.each([
    ['prints nothing', 'exit 0', 'this is not the output of sysbench'],
    ['prints garbage', 'echo "\\033[31m<script>"', '  | '],
    ['prints one odd line', 'echo "ERROR: ld.so: object cannot be preloaded: ignored."', '  | ERROR: ld.so: object'],
    ['says that it failed', 'echo "FATAL: out of memory"', '  | FATAL: out of memory'],
  ])('goes on without a benchmark whose sysbench %s, and shows its output', async (_, script, words) => {
    const root = mkdtempSync(join(base, 'root-'));
    makeTinyUserland(root, `[ "$1" = --version ] && { echo sysbench 1.0.20; exit; }\n${script}`);
    const arm = await native.prepare(host, await obtainImage(host, { rootfs: root }), armOf(native, 'native'), {
      binaries: [],
      source: 'a test',
    });
    const session = await launchedSession(host, arm);
    const warnings: string[] = [];
    const observer: Observer = {
      step: () => undefined,
      warn: (text) => warnings.push(text),
      busy: () => undefined,
      blockStarted: () => undefined,
      blockEnded: () => undefined,
    };
    const signal = new AbortController().signal;
    const sandboxes = { of: async () => session };
    const sized = await sizeWork(buildRun({}).plan, findBenchmarks(['cpu']), sandboxes, { observer, signal });
    await session.end();
    await arm.remove();
    expect(sized.work.size).toBe(0);
    expect(warnings.length).toBeGreaterThan(0);
    expect(warnings[0]).toContain(words);
    // The document holds a sentence, without the lines that were printed.
    expect(sized.warnings).toEqual(warnings.map((text) => text.split('\n')[0]));
  });
});
