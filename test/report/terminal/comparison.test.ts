import { describe, expect, it } from '@jest/globals';
import stringWidth from 'string-width';
import type { Comparison } from '../../../src/compare/comparison.js';
import type { GateOutcome } from '../../../src/report/input.js';
import { renderTerminal } from '../../../src/report/terminal/terminal.js';
import { buildRun } from '../../support/run-builder.js';
import { compared, comparison, regressed, WHOLE } from '../support/cells.js';

/** From the verdict on. */
function render(given: Comparison, gate?: GateOutcome): string {
  const input = { run: buildRun(), overheads: [], comparison: given, ...(gate ? { gate } : {}) };
  const text = renderTerminal(input, { width: 100, colour: false, files: [] });
  return text.slice(text.search(/^(FAIL|PASS|WARN|UNDECIDED) /m));
}

const inconclusive = (benchmark: string) =>
  compared({
    benchmark,
    verdict: 'inconclusive',
    reason: 'Too few blocks.',
    effect: { ratio: 0.99, low: 0.95, high: 1.03 },
  });

describe('the comparison in a terminal', () => {
  it('begins with the verdict', () => {
    expect(render(comparison([regressed(3), compared()]))).toMatch(
      /^FAIL {2}1 of 2 cells regressed; 1 not slower by 3 %; a slowdown of 3 % would have been proven in 2 of\s+2 cells\n/,
    );
  });

  it('calls lost throughput slower, with a positive change', () => {
    expect(render(comparison([regressed(3)]))).toMatch(
      /^regressed\n {2}runc +cpu\.prime +\+3\.0 % +slower +\[\+2\.0, \+4\.0] +0\.8 %$/m,
    );
  });

  it('says how each runtime changed as a whole', () => {
    const text = render(comparison([compared()], { mode: 'ab', wholes: [WHOLE] }));
    expect(text).toContain('Not gated: runc as a whole (4 benchmarks) +7.1 % [+3.0, +11.0], p 0.00002.');
  });

  it('calls gained throughput faster, with a negative change', () => {
    const improved = compared({ verdict: 'improved', effect: { ratio: 1.03, low: 1.02, high: 1.04 } });
    expect(render(comparison([improved]))).toMatch(
      /^improved\n {2}runc +cpu\.prime +-2\.9 % +faster +\[-3\.8, -2\.0]/m,
    );
  });

  it('lists regressed, missing, improved and inconclusive in this order', () => {
    const cells = (['inconclusive', 'improved', 'missing', 'regressed'] as const).map((verdict) =>
      compared({ verdict }),
    );
    const titles = render(comparison(cells)).match(/^(regressed|missing|improved|inconclusive)$/gm);
    expect(titles).toEqual(['regressed', 'missing', 'improved', 'inconclusive']);
  });

  it('reports a reason that rows share once, below them', () => {
    const other = compared({ benchmark: 'c', verdict: 'inconclusive', effect: inconclusive('c').effect });
    expect(render(comparison([inconclusive('a'), other, inconclusive('b')]))).toMatch(
      /^ {2}runc +a .*\n {2}runc +b .*\n {4}Too few blocks\.$/m,
    );
  });

  it('counts cells that are not slower and does not list them', () => {
    const text = render(comparison([compared({ benchmark: 'quiet.one' }), compared({ benchmark: 'quiet.two' })]));
    expect(text).toContain('2 cells not slower: a slowdown of 3 % is excluded.');
    expect(text).not.toContain('quiet.one');
  });

  it('says that the host became slower or faster', () => {
    const host = [regressed(2, { arm: 'native', benchmark: 'memory.write.1k' })];
    expect(render(comparison([compared()], { host }))).toContain('native itself: memory.write.1k +2.0 % slower');
  });

  it('lists what differs', () => {
    const differences = [{ field: 'kernel', baseline: '6.1.0', candidate: '6.2.0' }];
    expect(render(comparison([compared()], { differences }))).toContain('differs\n  kernel: 6.1.0, now 6.2.0\n');
  });

  it('reports the reasons of a gate that rows do not show', () => {
    const text = render(comparison([inconclusive('a')]), { pass: false, reasons: ['runc a is inconclusive.'] });
    expect(text).toMatch(/^FAIL .*\n {6}in 1 of 1 cell\n {6}runc a is inconclusive\.$/m);
  });

  it('names both sides of a comparison within a run', () => {
    const run = buildRun({ arms: ['old', 'new'], contrasts: [{ baseline: 'old', candidate: 'new' }] });
    const input = { run, overheads: [], comparison: comparison([regressed(3, { arm: 'new' })], { mode: 'ab' }) };
    const text = renderTerminal(input, { width: 100, colour: false, files: [] });
    expect(text).toContain('new against old, measured in pairs in run run-1.');
  });

  it.each([100, 60, 48])('keeps to %d columns, and loses no figure', (width) => {
    const cells = [
      regressed(3, { arm: 'runsc{platform: systrap}', benchmark: 'memory.write.1k' }),
      inconclusive('cpu.prime'),
    ];
    const input = { run: buildRun(), overheads: [], comparison: comparison(cells) };
    const lines = renderTerminal(input, { width, colour: false, files: [] }).split('\n');
    expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
    expect(lines.join('\n')).toMatch(/runsc\{platform: systrap\} +memory\.write\.1k\s+\+3\.\d %/);
  });

  it('escapes control characters in a reason', () => {
    const text = render(comparison([regressed(3, { reason: 'x\nPASS  all is well\u001b[1A' })]));
    expect(text).not.toMatch(/^PASS/m);
    expect(text).toContain('\\u{1b}[1A');
  });
});
