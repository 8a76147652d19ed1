import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { renderBmf } from '../../../src/report/exchange/bmf.js';
import { buildRun } from '../../support/run-builder.js';
import { nativeCell, overhead } from '../support/cells.js';

/** As published at https://bencher.dev/bmf.json. */
const SCHEMA = {
  type: 'object',
  patternProperties: {
    '.+': {
      type: 'object',
      patternProperties: {
        '.+': {
          type: 'object',
          properties: {
            value: { type: 'number' },
            lower_value: { type: 'number' },
            upper_value: { type: 'number' },
          },
          required: ['value'],
        },
      },
    },
  },
};

const render = (...overheads: ReturnType<typeof overhead>[]) => JSON.parse(renderBmf({ run: buildRun(), overheads }));

describe('renderBmf', () => {
  it('has the format that Bencher publishes', () => {
    const validate = new Ajv().compile(SCHEMA);
    validate(
      render(nativeCell(), overhead(), overhead({ benchmark: 'x', overhead: { ratio: 1, low: null, high: null } })),
    );
    expect(validate.errors).toBeNull();
  });

  it('reports the level by its metric and the cost, of which more is worse in rates and times alike', () => {
    const slower = { ratio: 0.8, low: 0.5, high: 1 };
    const start = { benchmark: 'lifecycle.startup', direction: 'lower', metric: 'startup', level: 70 } as const;
    expect(render(overhead({ overhead: slower }), overhead({ ...start, overhead: slower }))).toEqual({
      'runc cpu.prime': {
        events_per_second: { value: 980 },
        cost: { value: 1.25, lower_value: 1, upper_value: 2 },
      },
      'runc lifecycle.startup': { startup: { value: 70 }, cost: { value: 0.8, lower_value: 0.5, upper_value: 1 } },
    });
  });

  it('leaves out what was not measured', () => {
    expect(render(overhead({ level: null, overhead: null }))).toEqual({});
  });

  it('keeps the lengths that Bencher allows', () => {
    const [name = ''] = Object.keys(render(overhead({ arm: 'x'.repeat(2000), metric: 'm'.repeat(100) })));
    expect(name.length).toBeLessThanOrEqual(1024);
    const measures = Object.keys(render(overhead({ arm: 'x'.repeat(2000), metric: 'm'.repeat(100) }))[name] ?? {});
    expect(measures.every((measure) => measure.length <= 64)).toBe(true);
  });
});
