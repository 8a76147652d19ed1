import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Comparison } from '../../../src/compare/comparison.js';
import { overheads } from '../../../src/compare/one-run/overhead.js';
import { renderHtml } from '../../../src/report/html/html.js';
import { buildRun, CPU, failure, STARTUP } from '../../support/run-builder.js';
import { compared, comparison, nativeCell, overhead, regressed, WHOLE } from '../support/cells.js';
import { largeInput } from '../support/large.js';

const run = buildRun({ arms: ['runc', 'docker'], blocks: 6 });
const alone = renderHtml({ run, overheads: overheads(run) });
/** Text as a reader sees it. */
const seen = (page: string): string =>
  page
    .replace(/<(style|script)[^>]*>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/\s+/g, ' ');
const between = (page: string, tag: string): string[] =>
  [...page.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(([, text = '']) => text);

describe('the page', () => {
  it('says first what was decided', () => {
    const input = {
      run,
      overheads: overheads(run),
      comparison: comparison([regressed(3), compared({ arm: 'docker' })]),
    };
    const page = renderHtml({ ...input, gate: { pass: false, reasons: [] } });
    expect(between(page, 'h1')).toEqual(['1 of 2 cells regressed']);
    expect(page.indexOf('<h1>')).toBeLessThan(page.indexOf('<h2'));
  });

  it('says how each runtime changed as a whole, below what was compared', () => {
    const page = (given: Partial<Comparison>) =>
      seen(renderHtml({ run, overheads: [], comparison: comparison([compared()], given) }));
    expect(page({ wholes: [WHOLE] })).toContain(
      'Not gated: runc as a whole (4 benchmarks) +7.1 % [+3.0, +11.0], p 0.00002.',
    );
    expect(page({})).not.toContain('Not gated');
  });

  it('shows beside a change what all launches show, where a look stopped the cell before its last', () => {
    const cell = regressed(6, { overall: { ratio: 0.96, low: 0.95, high: 0.97 }, candidateBlocks: 30 });
    const page = seen(renderHtml({ run, overheads: [], comparison: comparison([cell]) }));
    expect(page).toContain('[+5.0, +7.0] all 30: +4.2 % [+3.1, +5.3]');
  });

  it('says that there is no verdict where there is no baseline', () => {
    expect(seen(alone)).toContain('What runc and docker cost here No baseline to compare with, so no verdict.');
  });

  it('shows what a reader must know first at the top of the table', () => {
    const cells = [
      compared({ benchmark: 'calm' }),
      regressed(2, { benchmark: 'small' }),
      regressed(9, { benchmark: 'large' }),
    ];
    const page = seen(renderHtml({ run, overheads: [], comparison: comparison(cells) }));
    const [large = 0, small = 0, calm = 0] = ['large', 'small', 'calm'].map((name) => page.indexOf(name));
    expect([large < small, small < calm]).toEqual([true, true]);
  });

  it('gives the time within which nine starts in ten stay, where there are enough, with an interval where there can be one', () => {
    const page = (blocks: number) => {
      const times = (_: string, block: number) => ({ startupMs: 100 + block, shutdownMs: 1 });
      const long = buildRun({ arms: ['runc'], benchmarks: [CPU, STARTUP], blocks, times });
      return seen(renderHtml({ run: long, overheads: overheads(long) }));
    };
    expect(page(9)).not.toContain('P90');
    expect(page(12)).toContain('P90 110 ms [107 ms, ?]');
    expect(page(36)).toContain('P90 132 ms [128 ms, 135 ms]');
  });

  it('holds every pair of every cell', () => {
    const data = JSON.parse(/id="pairs">(.*?)<\/script>/s.exec(alone)?.[1] ?? '');
    expect(data).toHaveLength(2);
    expect(data[0].sides[0].blocks).toHaveLength(6);
    const [pair] = run.blocks[0]?.pairs.filter(({ warmup }) => !warmup) ?? [];
    expect(data[0].sides[0].blocks[0][1][0]).toEqual([
      0,
      ...(pair?.trials ?? []).map(({ metrics }) => metrics[CPU.gate]),
    ]);
  });

  it('says how to measure again, what was measured on, and which caveats there are', () => {
    const warned = { ...run, warnings: ['The host is busy.'] };
    const text = seen(renderHtml({ run: warned, overheads: overheads(warned) }));
    for (const part of ['--seed 1', '6.1.0', 'hardware-1', 'The host is busy.']) expect(text).toContain(part);
  });

  it('shows failures as a row that has no cost', () => {
    const failed = buildRun({ figure: ({ arm }, usual) => (arm === 'runc' ? 'exit' : usual) });
    expect(seen(renderHtml({ run: failed, overheads: overheads(failed) }))).toMatch(/runc cpu\.prime failed/);
  });

  it('opens for a document without a single block', () => {
    const empty = { ...run, blocks: [] };
    expect(renderHtml({ run: empty, overheads: overheads(empty) })).toContain('</html>');
  });

  it('is the same each time it is made of a run', () => {
    expect(renderHtml({ run, overheads: overheads(run) })).toBe(alone);
  });
});

describe('what the page may do', () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(alone)?.[1]?.replaceAll('&#39;', "'") ?? '';
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

  it('is nothing but its own style and script', () => {
    const [style = '', script = ''] = [between(alone, 'style')[0], between(alone, 'script')[0]];
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; img-src data:; base-uri 'none'; form-action 'none'`,
    );
  });

  it('needs no style attribute, which the policy refuses', () => {
    expect(alone).not.toMatch(/<[^>]* style=/);
  });

  it('loads nothing from anywhere', () => {
    expect(alone.match(/(?:src|href)="[^"]*"/g)).toEqual(['href="data:,"', 'href="#main"']);
  });
});

describe('hostile names in the page', () => {
  const evil = '</script><script>alert(1)</script><img src=x onerror=alert(1)>"\'`&amp;\u202e';
  const hostile = buildRun({
    arms: [evil],
    benchmarks: [
      {
        ...CPU,
        id: evil,
        suite: evil,
        summary: evil,
        metrics: [{ name: evil, unit: evil, direction: 'lower' }],
        gate: evil,
      },
    ],
    blocks: 6,
  });
  hostile.warnings.push(evil);
  hostile.environments.push({
    arm: evil,
    binaries: [{ name: evil, path: evil, version: evil, sha256: evil }],
    source: evil,
    inside: {},
  });
  hostile.blocks[0]?.launches.push({
    arm: evil,
    startupMs: null,
    shutdownMs: null,
    retries: 0,
    failure: failure(evil),
  });
  const cell = { arm: evil, benchmark: evil, unit: evil };
  const page = renderHtml({
    run: hostile,
    overheads: [nativeCell({ benchmark: evil, unit: evil }), overhead({ ...cell, notes: [evil] })],
    comparison: comparison([regressed(3, { ...cell, reason: evil })], {
      baseline: { id: evil, startedAt: evil, source: evil },
      differences: [{ field: evil, baseline: evil, candidate: evil }],
      notes: [evil],
    }),
    gate: { pass: false, reasons: [evil] },
  });

  it('make no element', () => {
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).not.toContain('<img');
  });

  it('are shown as they are', () => {
    expect(seen(page)).toContain('<img src=x onerror=alert(1)>');
    expect(page).not.toContain('\u202e');
  });
});

describe('the page of the largest comparison', () => {
  it('has at most 2 MB', () => {
    expect(Buffer.byteLength(renderHtml(largeInput()))).toBeLessThan(2_000_000);
  });
});
