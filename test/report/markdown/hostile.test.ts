/** Documents from outside, one string of each replaced by what could do harm: read or refused, and shown as text. */
import { describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { judge } from '../../../src/app/judge.js';
import { InputError } from '../../../src/errors.js';
import { printableLines } from '../../../src/printable.js';
import { renderHtml } from '../../../src/report/html/html.js';
import type { ReportInput } from '../../../src/report/input.js';
import { renderLegs } from '../../../src/report/markdown/legs.js';
import { SUMMARY_LIMITS } from '../../../src/report/markdown/markdown.js';
import { renderTerminal } from '../../../src/report/terminal/terminal.js';
import type { RunDocument } from '../../../src/results/document.js';
import { parseRun } from '../../../src/results/store.js';
import { buildRun, failure } from '../../support/run-builder.js';
import { parseCommand } from '../../support/runner/commands.js';

const PAYLOADS: Readonly<Record<string, string>> = {
  path: '../../../../../../tmp/owned',
  ANSI: 'a\u001b[31mred\u001b]0;title\u0007\u001b[2J',
  bidi: 'a\u202eb\u2066c\u200b',
  Markdown: '**x** [x](http://evil.example) ![y](http://evil.example/y.png) | # - `x` ~~z~~ $m$',
  HTML: '</code></summary></details><img src=x onerror=alert(1)><script>alert(1)</script><!-- tare x 9 -->',
  command: '::error title=spoof::x',
  'old command': 'x##[add-mask]e',
  '300 characters': 'x'.repeat(300),
  NUL: 'a\0b',
  'line breaks': 'x\n::warning::y\r\n##[error]z\n- item',
  mention: '@everyone octo/project#1 GH-7 https://evil.example www.evil.example',
};

const SEEN = {
  arm: 'native',
  trials: 2,
  counters: { userSeconds: 1 },
  samples: 3,
  stacks: [['sh;main', 3]] as [string, number][],
};

/** A document with something in every place that may hold text. */
function victim(): RunDocument {
  const run = buildRun({
    id: 'run-2',
    blocks: 6,
    figure: ({ arm, block }, usual) => (arm === 'runc' && block === 1 ? 'exit' : usual),
  });
  const environments = run.environments.map((one) => ({
    ...one,
    binaries: [{ name: 'runc', path: '/usr/bin/runc', version: '1.1.5', sha256: 'f'.repeat(64) }],
    notes: ['A note.'],
    inside: { kernel: '6.1' },
  }));
  const origin = {
    repository: 'o/r',
    event: 'push',
    ref: 'refs/heads/main',
    sha: 'f'.repeat(40),
    baseBranch: '',
    workflow: 'o/r/x.yml',
  };
  const [first, ...rest] = run.blocks;
  const launches = first?.launches.map((one) => ({
    ...one,
    failedStarts: [{ ...failure('launch'), tail: ['last line'] }],
  }));
  return {
    ...run,
    environments,
    origin,
    warnings: ['A warning.'],
    tuning: [{ what: 'governor', from: 'powersave', to: 'performance' }],
    inspections: [{ benchmark: 'cpu.prime', baseline: SEEN, candidate: { ...SEEN, arm: 'runc' }, notes: ['A note.'] }],
    blocks: [{ ...first, launches }, ...rest] as RunDocument['blocks'],
  };
}

type Path = readonly (string | number)[];

/** Where strings are, one place of a list for all of its items; keys of maps count as strings. */
function places(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path];
  if (Array.isArray(value)) return value.length === 0 ? [] : places(value[0], [...path, 0]);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]));
}

/** A copy with another string in one place, wherever the old one occurs: names must go on to fit each other. */
function poisoned(run: RunDocument, path: Path, payload: string, everywhere: boolean): string {
  const old = path.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], run);
  const put = (value: unknown, at: Path): unknown => {
    const isIt = everywhere
      ? value === old
      : at.length === path.length && at.every((key, index) => key === path[index]);
    if (typeof value === 'string') return isIt ? payload : value;
    if (Array.isArray(value)) return value.map((inner, index) => put(inner, [...at, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        everywhere && key === old ? payload : key,
        put(inner, [...at, key]),
      ]),
    );
  };
  return JSON.stringify(put(run, []));
}

const LIVE = 'script, img, iframe, svg, form, a[href*="evil"], [onerror]';

const JUDGING = {
  rule: { alpha: 0.05, minEffectPercent: 1, marginPercent: 3 },
  failOn: ['regression', 'missing'],
  baseline: { kind: 'none' },
} as const;

const judged = (text: string): ReportInput => judge(parseRun(text, 'artifact x'), JUDGING, '/nonexistent');

/** The document with the payload, and a number to tell it by, in every place that takes one at the same time. */
function poisonedEverywhere(run: RunDocument, paths: readonly Path[], payload: string) {
  let input = judged(JSON.stringify(run));
  const taken: string[] = [];
  for (const [at, path] of paths.entries()) {
    try {
      input = judged(poisoned(input.run, path, `${payload}${at}`, true));
      taken.push(`${payload}${at}`);
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
    }
  }
  return { input, taken };
}

function expectHarmless(text: string): void {
  let input: ReportInput;
  try {
    input = judged(text);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    const told = printableLines((error as Error).message).split('\n');
    expect(told.flatMap((line) => parseCommand(line) ?? [])).toEqual([]);
    return;
  }
  const markdown = renderLegs({ legs: [{ name: 'x', input }], absent: [], failOn: [] }, SUMMARY_LIMITS);
  const log = printableLines(renderTerminal(input, { width: 120, colour: false, files: [] }));
  // Neither form shows every place, so most documents give a text that others gave before.
  if (!seen.has(markdown)) expectNoElements(markdown);
  if (!seen.has(log)) expect(log.split('\n').flatMap((line) => parseCommand(line) ?? [])).toEqual([]);
  expect(unprintableIn(log + markdown)).toEqual([]);
  seen.add(markdown).add(log);
}

const seen = new Set<string>();

function expectNoElements(markdown: string): void {
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  expect([...document.querySelectorAll(LIVE)].map((one) => one.outerHTML)).toEqual([]);
  expect(document.body.innerHTML).not.toContain('<!-- tare x 9');
}

function unprintableIn(text: string): string[] {
  return ['\0', '\u0007', '\u001b', '\u202e', '\u2066'].filter((one) => text.includes(one));
}

describe('a hostile document', () => {
  const run = victim();
  const all = places(run);

  it('has many places for text', () => {
    expect(all.length).toBeGreaterThan(60);
  });

  it.each(Object.entries(PAYLOADS))(
    'with %s in any place is refused with one message or shown as text',
    (_, payload) => {
      const texts = all.flatMap((path) => [true, false].map((everywhere) => poisoned(run, path, payload, everywhere)));
      // What is in one place only is the same document both ways.
      for (const text of new Set(texts)) expectHarmless(text);
    },
    240_000,
  );

  it.each(Object.entries(PAYLOADS))(
    'with %s in every place that takes it is a page without an element or a script of its own',
    (_, payload) => {
      const { input, taken } = poisonedEverywhere(run, all, payload);
      expect(taken.length).toBeGreaterThan(9);
      const page = renderHtml(input);
      const { document } = parseHTML(page);
      const own = renderHtml(judged(JSON.stringify(run)));
      expect(page.match(/<script/g)).toHaveLength(own.match(/<script/g)?.length ?? 0);
      expect([...document.querySelectorAll('img, iframe, form, a[href*="evil"], [onerror]')]).toEqual([]);
      expect(unprintableIn(page)).toEqual([]);
    },
    240_000,
  );

  it.each(['id'])('has an %s that is no path', (name) => {
    for (const payload of Object.values(PAYLOADS).filter((one) => !/^[\w.-]+$/.test(one))) {
      expect(() => parseRun(poisoned(run, [name], payload, false), 'artifact x')).toThrow(InputError);
    }
  });
});
