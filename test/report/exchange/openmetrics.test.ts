import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { renderOpenMetrics } from '../../../src/report/exchange/openmetrics.js';
import { buildRun } from '../../support/run-builder.js';
import { comparison, nativeCell, overhead, regressed } from '../support/cells.js';

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const ESCAPED = '(?:[^"\\\\\\n]|\\\\["\\\\n])*';
const NUMBER = '[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?';
/** The ABNF of OpenMetrics 1.0, without exemplars and time stamps. */
const LINES = [
  new RegExp(`^# TYPE (?<type>${NAME}) (?:gauge|info|stateset)$`),
  new RegExp(`^# UNIT (?<unit>${NAME}) [a-z_]+$`),
  new RegExp(`^# HELP (?<help>${NAME}) ${ESCAPED}$`),
  new RegExp(`^(?<sample>${NAME})(?:\\{(?:[a-zA-Z_]\\w*="${ESCAPED}"(?:,(?!\\})|(?=\\})))*\\})? ${NUMBER}$`),
];

const evil = 'a"b\\c\n# EOF';
const text = renderOpenMetrics({
  run: buildRun(),
  overheads: [
    nativeCell(),
    overhead(),
    overhead({ arm: evil, benchmark: 'lifecycle.startup', metric: 'startup', unit: 'ms', level: 70 }),
    overhead({ benchmark: 'odd', unit: 'furlongs', overhead: { ratio: 1.5, low: null, high: null } }),
  ],
  comparison: comparison([regressed(3)]),
});
const lines = text.split('\n');

describe('renderOpenMetrics', () => {
  it('has only lines of the format', () => {
    const [body, end] = [lines.slice(0, -2), lines.slice(-2)];
    expect(body.filter((line) => !LINES.some((pattern) => pattern.test(line)))).toEqual([]);
    expect(end).toEqual(['# EOF', '']);
  });

  it('has each family once, with its unit at the end of the name', () => {
    const types = lines.flatMap((line) => /^# TYPE (\S+)/.exec(line)?.[1] ?? []);
    expect(new Set(types).size).toBe(types.length);
    const units = lines.flatMap((line) => /^# UNIT (\S+) (\S+)/.exec(line)?.slice(1, 3) ?? []);
    for (let i = 0; i < units.length; i += 2) expect(units[i]?.endsWith(`_${units[i + 1]}`)).toBe(true);
    expect(units.length).toBeGreaterThan(6);
  });

  it('converts to base units', () => {
    expect(text).toMatch(/^tare_time_seconds\{.*benchmark="lifecycle\.startup".*\} 0\.07$/m);
    expect(text).toMatch(/^tare_level\{.*unit="furlongs"\} 980$/m);
  });

  it('has a sample for each known figure, and none for an end without bound', () => {
    expect(text.match(/^tare_cost_ratio\{/gm)).toHaveLength(3);
    expect(text.match(/^tare_cost_low_ratio\{/gm)).toHaveLength(2);
  });

  it('sets exactly one verdict of a cell', () => {
    const verdicts = lines.filter((line) => line.startsWith('tare_verdict{'));
    expect(verdicts.filter((line) => line.endsWith(' 1'))).toEqual([
      expect.stringContaining('tare_verdict="regressed"'),
    ]);
    expect(verdicts).toHaveLength(5);
  });

  it('escapes names', () => {
    expect(text).toContain('arm="a\\"b\\\\c # EOF"');
  });
});

const PYTHON = '/usr/bin/python3';
const READ = `
import json, sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families as read
print(json.dumps([[f.name, f.type, f.unit, len(f.samples)] for f in read(sys.stdin.read())]))
`;
const hasParser = spawnSync(PYTHON, ['-c', READ], { input: '# EOF\n' }).status === 0;
if (!hasParser)
  process.stderr.write(`skipped: no OpenMetrics parser here: ${PYTHON} has none (apt: python3-prometheus-client)\n`);

(hasParser ? it : it.skip)('is read by the parser of prometheus_client', () => {
  const { stdout, stderr } = spawnSync(PYTHON, ['-c', READ], { input: text, encoding: 'utf8' });
  expect(stderr).toBe('');
  const families = JSON.parse(stdout);
  expect(families).toContainEqual(['tare_time_seconds', 'gauge', 'seconds', 1]);
  expect(families).toContainEqual(['tare_verdict', 'stateset', '', 5]);
});
