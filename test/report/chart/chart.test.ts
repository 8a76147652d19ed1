import { describe, expect, it } from '@jest/globals';
import { observations } from '../../../src/compare/observations.js';
import { overheads } from '../../../src/compare/one-run/overhead.js';
import { chartFile, chartsOf } from '../../../src/report/chart/chart.js';
import { distributionChart } from '../../../src/report/chart/distribution.js';
import { CHART_WIDTHS } from '../../../src/report/chart/types.js';
import type { PlannedBenchmark, RunDocument } from '../../../src/results/document.js';
import { buildRun, CPU, SHUTDOWN, STARTUP } from '../../support/run-builder.js';

const metric = (name: string, unit: string, direction: 'higher' | 'lower') => ({ name, unit, direction });
const paper = (id: string, ...metrics: PlannedBenchmark['metrics']): PlannedBenchmark => ({
  ...CPU,
  id,
  suite: id.split('.')[0] ?? '',
  metrics,
  gate: metrics[0]?.name ?? '',
});
const LATENCIES = [metric('latency_mean', 'ms', 'lower'), metric('latency_min', 'ms', 'lower')];
const PAPER = [
  paper('cpu.prime', metric('events_per_second', 'events/s', 'higher'), ...LATENCIES),
  paper(
    'memory.write.seq.1k',
    metric('throughput', 'MiB/s', 'higher'),
    metric('total_time', 's', 'lower'),
    ...LATENCIES,
  ),
  ...['seqrd', 'seqwr', 'seqrewr'].map((mode) => paper(`fileio.root.${mode}`, metric('throughput', 'MiB/s', 'higher'))),
];

const charts = (run: RunDocument) => chartsOf({ run, overheads: overheads(run) });
const draw = (run: RunDocument, id: string): string =>
  charts(run)
    .find((chart) => chart.id === id)
    ?.draw(CHART_WIDTHS.wide) ?? '';
/** What a reader of the file sees, in the order of the file. */
const texts = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
const tips = (svg: string): string[] => [...svg.matchAll(/<title>([^<]*)<\/title>/g)].map(([, text = '']) => text);

describe('chartsOf', () => {
  it('draws what a run has: costs, launches, and the figures of the paper', () => {
    const run = buildRun({ benchmarks: [STARTUP, SHUTDOWN, ...PAPER], blocks: 6 });
    expect(charts(run).map(({ id }) => id)).toEqual([
      'overhead',
      'lifecycle',
      'paper-6',
      'paper-7',
      'paper-8',
      'paper-9',
      'paper-10',
    ]);
  });

  it('explains the line of an interval only where it draws one', () => {
    const caption = (blocks: number) => charts(buildRun({ blocks })).find(({ id }) => id === 'overhead')?.caption;
    expect(caption(6)).toContain('line: its 95 % interval');
    expect(caption(1)).toMatch(/^Point: the estimate; hollow and ~: there are too few blocks for an interval\./);
  });

  it('says that a cost is memory too where one is', () => {
    const density = paper('scale.density.8', metric('pss_per_sandbox', 'MiB', 'lower'));
    const axis = (benchmarks: readonly PlannedBenchmark[]) =>
      texts(draw(buildRun({ benchmarks: [...benchmarks], blocks: 6 }), 'overhead')).filter((text) =>
        text.includes('same work'),
      );
    expect(axis([CPU])).toEqual([expect.stringMatching(/^time for the same work/)]);
    expect(axis([CPU, density])).toEqual([expect.stringMatching(/^time \(or memory\) for the same work/)]);
  });

  it('draws nothing of which there is nothing', () => {
    expect(charts({ ...buildRun(), blocks: [] })).toEqual([]);
  });

  it('leaves out a panel whose figures are printed as zero', () => {
    const figure = ({ benchmark }: { benchmark: string }, usual: number) =>
      benchmark === 'memory.write.seq.1k' ? 0 : usual;
    const run = buildRun({ benchmarks: PAPER, blocks: 6, figure });
    expect(charts(run).map(({ id }) => id)).not.toContain('paper-10');
  });
});

describe('the chart of costs', () => {
  const run = buildRun({ arms: ['runc', 'runsc'], levels: { runc: 1000, runsc: 500 }, spread: 0.02 });
  const svg = draw(run, 'overhead');

  it('names every row, and says the cost beside it', () => {
    expect(texts(svg)).toEqual(expect.arrayContaining(['cpu.prime', 'runc', 'runsc', '~']));
    expect(texts(svg).some((text) => /^(×2\.0|\+100 %|\+99 %|\+101 %|\+9\d\.\d %|\+10\d\.\d %)/.test(text))).toBe(true);
  });

  it('reports the exact figures of every mark', () => {
    expect(tips(svg).join('\n')).toMatch(
      /runsc, cpu\.prime\ncost \+101.* %.*\n.*events\/s, native .*events\/s\n12 blocks/,
    );
  });

  it('fills a point only where a difference is proven', () => {
    const points = [...svg.matchAll(/<circle[^>]*fill="([^"]*)"[^>]*>/g)].map(([, fill]) => fill);
    expect(points).toEqual(['var(--surface)', 'var(--runtime-runsc)']);
  });

  it('gives two versions of a runtime the same colour', () => {
    const twins = draw(buildRun({ arms: ['runc', 'runc@1.1.5'], levels: { native: 1200 } }), 'overhead');
    expect(new Set(twins.match(/stroke="var\(--runtime-[^"]*"/g))).toEqual(new Set(['stroke="var(--runtime-runc)"']));
  });

  it('draws points without an interval', () => {
    expect(draw(buildRun({ blocks: 3 }), 'overhead')).toContain('<circle');
  });
});

describe('charts of levels', () => {
  const run = buildRun({
    benchmarks: [STARTUP, SHUTDOWN],
    blocks: 4,
    times: (arm, block) => ({ startupMs: arm === 'runc' ? 100 + block : 10, shutdownMs: block === 0 ? null : 5 }),
  });
  const svg = draw(run, 'lifecycle');

  it('give the median and the number of its figures', () => {
    expect(tips(svg)).toEqual(
      expect.arrayContaining([
        'runc, start-up\nmedian 102 ms\n100 ms to 103 ms in 4 launches',
        'runc, shutdown\nmedian 5.00 ms\n5.00 ms to 5.00 ms in 3 launches',
      ]),
    );
  });

  it('start at zero and name their unit', () => {
    expect(texts(svg)).toEqual(expect.arrayContaining(['0', 'time (ms) →']));
  });
});

describe('distributionChart', () => {
  it('has a dot for every pair and a ring for every block', () => {
    const [series] = observations(buildRun({ blocks: 5, pairs: 3 }));
    const svg = distributionChart(
      {
        label: 'runc',
        direction: 'higher',
        colour: 'red',
        sides: [{ heading: '', blocks: series?.observations ?? [] }],
      },
      352,
    );
    expect(svg.match(/M[\d.]+,[\d.]+h0/g)).toHaveLength(5 * 3);
    expect(svg.match(/<circle/g)).toHaveLength(5);
    expect(tips(svg)).toHaveLength(5);
  });
});

describe('a chart as a file', () => {
  const evil = 'a"><script>alert(1)</script>&\u202e';
  const run = buildRun({ arms: [evil], benchmarks: [{ ...CPU, id: evil }], levels: { native: 1100 } });
  const file = charts(run)
    .map((chart) => chartFile(chart, evil))
    .join('');

  it('holds no text of a document as markup', () => {
    expect(file).not.toMatch(/<script|\u202e/);
    expect(file).toContain('&#62;&#60;script');
  });

  it('loads nothing from elsewhere', () => {
    expect(file.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/http|href|url\(|@import|<image/);
  });

  it('has a text for screen readers', () => {
    expect(file).toMatch(/role="img" aria-label="Cost of /);
  });
});
