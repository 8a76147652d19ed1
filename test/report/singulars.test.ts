/** One of anything is told as one, in every form of a report. */
import { describe, expect, it } from '@jest/globals';
import { explainAcross, explainAllSides } from '../../src/compare/explain.js';
import { judgeLimits } from '../../src/compare/limits.js';
import { overheads } from '../../src/compare/one-run/overhead.js';
import { compareSides } from '../../src/compare/one-run/within-run.js';
import { compareRuns } from '../../src/compare/two-runs/between-runs.js';
import { readLimit } from '../../src/config/kinds/limits.js';
import { renderSmallerIsBetter } from '../../src/report/exchange/benchmark-action.js';
import { explanationText } from '../../src/report/explanation.js';
import { renderHtml } from '../../src/report/html/html.js';
import { renderMarkdown, SUMMARY_LIMITS } from '../../src/report/markdown/markdown.js';
import { renderTerminal } from '../../src/report/terminal/terminal.js';
import { buildRun } from '../support/run-builder.js';

/** A number of one, with the plural of what it counts. */
const WRONG =
  /(?<![\d.,])1 (?:blocks|launches|pairs|times|others|benchmarks|usable blocks|sandboxes|different values)\b|\b1 (?:\w+ )?of \d+ were\b|\b1 \w+ of it are\b/g;

const mitigations = { meltdown: 'Not affected', spectre_v2: 'Mitigation: IBRS' };
const small = { blocks: 1, pairs: 1, fingerprint: { mitigations } } as const;
const native = { ...buildRun({ ...small, id: 'run-0' }), stopped: null };
const sides = buildRun({
  ...small,
  arms: ['runc', 'crun'],
  contrasts: [{ baseline: 'runc', candidate: 'crun' }],
});

function formsOf(input: Parameters<typeof renderHtml>[0]): string {
  const terminal = renderTerminal(input, { width: 120, colour: false, files: [] });
  return [renderHtml(input), renderMarkdown(input, SUMMARY_LIMITS), terminal, renderSmallerIsBetter(input)].join('\n');
}

describe('one of anything', () => {
  it('is told as one of a run against native that did not end', () => {
    const input = { run: native, overheads: overheads(native) };
    const forms = formsOf(input);
    expect(forms).toContain('1 block of it is here');
    expect(forms.match(WRONG)).toBeNull();
  });

  it('is told as one of two sides, and of two runs', () => {
    const later = { ...buildRun({ ...small, id: 'run-2', seed: 2 }) };
    const within = {
      run: sides,
      overheads: [],
      comparison: compareSides(sides),
      explanations: () => explainAllSides(sides),
    };
    const across = { run: later, overheads: overheads(later), comparison: compareRuns(native, later) };
    expect(`${formsOf(within)}${formsOf(across)}`.match(WRONG)).toBeNull();
  });

  it('is told as one of pairs set aside, starts made again, figures that are all the same and what differs', () => {
    const aside = buildRun({
      id: 'run-5',
      times: (_, block) => ({ startupMs: 90, shutdownMs: 9, retries: block === 2 ? 1 : 0 }),
    });
    const [first, ...rest] = aside.blocks;
    const [pair, ...pairs] = (first?.pairs ?? []).filter(({ warmup }) => !warmup);
    const blocks = [{ ...first, pairs: [{ ...pair, setAside: 'cpu busy' }, pair, ...pairs] }, ...rest];
    const run = { ...aside, blocks } as typeof aside;
    const forms = formsOf({ run, overheads: overheads(run) });
    expect(forms).toContain('1 pair of');
    expect(forms).toContain('1 of 12 was not ready');
    expect(forms.match(WRONG)).toBeNull();
    const same = buildRun({ id: 'run-6', spread: 0, figure: () => 1000, fingerprint: { ksm: 'on' } });
    const compared = compareRuns(buildRun(), same);
    const text = [...compared.cells.map(({ reason }) => reason), ...compared.notes].join('\n');
    expect(text).toContain('only 1 different value:');
    expect(text).toMatch(/in: \w+ differs\./);
  });

  it('is told as one where a launch failed once, and of a limit', () => {
    const failing = buildRun({
      ...small,
      blocks: 12,
      id: 'run-3',
      figure: ({ arm, block, k, warmup }, usual) =>
        arm === 'runc' && block === 3 && k === 0 && !warmup ? 'timeout' : usual,
    });
    const text = explanationText(explainAcross({ arm: 'runc', benchmark: 'cpu.prime' }, buildRun(), failing), 200);
    expect(text).toContain('failed, once');
    const lost = buildRun({
      ...small,
      blocks: 4,
      id: 'run-4',
      figure: ({ arm, block }, usual) => (arm === 'runc' && block > 0 ? 'lost' : usual),
    });
    const limits = judgeLimits(
      native,
      [readLimit('runc cpu.prime > 1 events/s')].flatMap((one) => one ?? []),
      0.05,
    );
    const reasons = [compareRuns(buildRun(), lost), limits].flatMap(({ cells }) => cells.map(({ reason }) => reason));
    expect(reasons.join('\n')).toContain('left with 1 usable block');
    expect(reasons.join('\n')).toContain('1 launch is too few');
    expect(reasons.join('\n').match(WRONG)).toBeNull();
  });
});

describe('mitigations', () => {
  const factOf = (states: Record<string, string>) => {
    const run = buildRun({ fingerprint: { mitigations: states } });
    return /(?:spectre_v2: Vulnerable; )?not affected by [\w ]+/.exec(
      renderHtml({ run, overheads: overheads(run) }),
    )?.[0];
  };

  it('count others only beside what the CPU is affected by', () => {
    const none = { meltdown: 'Not affected' };
    expect(factOf({ ...none, spectre_v2: 'Vulnerable' })).toBe('spectre_v2: Vulnerable; not affected by 1 other');
    expect(factOf({ ...none, l1tf: 'Not affected' })).toBe('not affected by any of 2');
    expect(factOf(none)).toBe('not affected by meltdown');
  });
});
