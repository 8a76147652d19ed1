/** Tests both kinds of document, in every form in which they are kept, and whole command lines. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { main } from '../../src/cli/commands/index.js';
import { INPUTS } from '../../src/config/inputs.js';
import { readWorkflow } from '../../src/github/workflow.js';
import { HISTORY_VERSION } from '../../src/history/document.js';
import { parseHistory, readHistory, writeHistory } from '../../src/history/file.js';
import { documentText } from '../../src/results/packed.js';
import { parseRun, readRun, writeRun } from '../../src/results/store.js';
import { zipEntries } from '../../src/results/zip.js';
import { zipOf } from '../support/github/zip.js';
import { buildHistory } from '../support/history-builder.js';
import { RUNS, SEED } from '../support/property.js';
import { buildRun } from '../support/run-builder.js';
import { documentsLike, textsLike } from './damaged.js';
import { answersOrRefuses } from './holds.js';

const folder = mkdtempSync('/var/tmp/tare-properties-');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RUN = buildRun({ arms: ['runc'], blocks: 2, pairs: 1 });
const HISTORY = buildHistory({ runs: 3, hosts: 1, arms: ['runc'] });

describe('run documents', () => {
  it('that are damaged are refused or read', () => {
    answersOrRefuses(documentsLike(RUN), (document) => parseRun(JSON.stringify(document), 'x'));
    answersOrRefuses(textsLike(JSON.stringify(RUN)), (text) => parseRun(text, 'x'));
  });

  it('that were read can be written, and read again as the same', () => {
    const path = join(folder, 'run.json');
    answersOrRefuses(documentsLike(RUN), (document) => {
      const run = parseRun(JSON.stringify(document), 'x');
      expect(parseRun(JSON.stringify(run), 'x')).toEqual(run);
    });
    writeRun(path, RUN);
    expect(readRun(path)).toEqual(RUN);
  });
});

describe('histories', () => {
  it('that are damaged are refused or read', () => {
    answersOrRefuses(documentsLike(HISTORY), (document) => parseHistory(JSON.stringify(document), 'x'));
    answersOrRefuses(textsLike(JSON.stringify(HISTORY)), (text) => parseHistory(text, 'x'));
  });

  it('that were read can be written, and read again as the same', () => {
    const path = join(folder, 'history.json.gz');
    answersOrRefuses(documentsLike(HISTORY), (document) => {
      const history = parseHistory(JSON.stringify(document), 'x');
      expect(parseHistory(JSON.stringify(history), 'x')).toEqual(history);
    });
    writeHistory(path, HISTORY);
    expect(readHistory(path)).toEqual(HISTORY);
    expect(HISTORY.schemaVersion).toBe(HISTORY_VERSION);
  });
});

describe('packed documents', () => {
  const text = JSON.stringify({ kind: 'tare-run' });
  const sound = [gzipSync(text), zipOf({ 'run.json': text }), zipOf({ 'run-x.json.gz': gzipSync(text) })];
  const bytes = fc
    .tuple(fc.constantFrom(...sound), fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 4 }), fc.nat(400))
    .map(([whole, changes, length]) => {
      const copy = Buffer.from(whole.subarray(0, length > 300 ? whole.length : length));
      for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
      return copy;
    });

  it('with wrong bytes are refused or read', () => {
    answersOrRefuses(bytes, (packed) => documentText(packed, 'x'));
  });

  it('of any names and contents come back from a zip file', () => {
    const files = fc.dictionary(fc.string({ minLength: 1, maxLength: 30 }), fc.uint8Array({ maxLength: 100 }), {
      maxKeys: 4,
    });
    fc.assert(
      fc.property(files, (given) => {
        const contents = Object.fromEntries(Object.entries(given).map(([name, data]) => [name, Buffer.from(data)]));
        const read = zipEntries(zipOf(contents)).map((entry) => [entry.name, entry.read(1000)]);
        expect(Object.fromEntries(read)).toEqual(contents);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});

it('events of a workflow are read, or refused by name', () => {
  const path = join(folder, 'event.json');
  const environment = {
    ...{ GITHUB_REPOSITORY: 'o/r', GITHUB_RUN_ID: '1', GITHUB_EVENT_PATH: path, GITHUB_API_URL: 'http://x' },
    ...{ GITHUB_EVENT_NAME: 'pull_request' },
  };
  const repo = { full_name: 'o/r' };
  const side = { ref: 'x', sha: 'a'.repeat(40), repo };
  const event = {
    pull_request: { number: 1, head: side, base: side, merge_commit_sha: null, labels: [] },
    repository: repo,
  };
  answersOrRefuses(documentsLike(event), (document) => {
    writeFileSync(path, JSON.stringify(document));
    readWorkflow(environment);
  });
});

describe('command lines', () => {
  it('are answered, never with exit code 70', async () => {
    const printed = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockReturnValue(true));
    const path = join(folder, 'broken.json');
    writeFileSync(path, '{"kind":"tare-run"');
    const flag = fc.constantFrom(...INPUTS.map(({ name }) => `--${name}`), '--format', '--json', '--nothing', '--');
    const word = fc.oneof(flag, fc.constantFrom(path, folder, '-', '', '/dev/null'), textsLike('runc', 'html', 'a=b'));
    // A command that would measure or clean up gets a flag that stops it.
    const command = fc.constantFrom(
      ...[['report'], ['compare'], ['explain'], ['history', 'show'], ['history', 'x'], ['--help'], ['help'], []],
      ...[
        ['run', '--blocks', 'x'],
        ['plan', '--blocks', 'x'],
        ['calibrate', '--blocks', 'x'],
        ['cleanup', '--cleanup', 'x'],
      ],
    );
    const lines = fc.tuple(command, fc.array(word, { maxLength: 6 })).filter(([, words]) => !words.includes('-'));
    try {
      await fc.assert(
        fc.asyncProperty(lines, async ([first, words]) => {
          expect([0, 2, 3]).toContain(await main(['node', 'tare', ...first, ...words]));
        }),
        { numRuns: RUNS, seed: SEED },
      );
    } finally {
      for (const spy of printed) spy.mockRestore();
    }
  });
});
