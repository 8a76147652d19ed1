import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { renderSchemas } from '../../scripts/schemas.js';
import { addRuns } from '../../src/history/add.js';
import { EMPTY_HISTORY } from '../../src/history/document.js';
import { buildRun } from '../support/run-builder.js';

const PATH = 'schema/tare-history.schema.json';
const published = readFileSync(PATH, 'utf8');
const validate = new Ajv2020({ strictTypes: false }).compile(JSON.parse(published));
const { history } = addRuns(EMPTY_HISTORY, [buildRun()]);

describe('schema/tare-history.schema.json', () => {
  it('is what `npm run generate` makes', () => {
    expect(published).toBe(renderSchemas()[PATH]);
  });

  it('takes a history as it is written', () => {
    expect(history.points).toHaveLength(1);
    validate(JSON.parse(JSON.stringify(history)));
    expect(validate.errors).toBeNull();
  });

  it.each<[string, object]>([
    ['another kind', { kind: 'tare-run' }],
    ['another version', { schemaVersion: 2 }],
    ['a figure that is none', { points: [{ ...history.points[0], ratios: [0] }] }],
  ])('refuses %s', (_, change) => {
    expect(validate({ ...history, ...change })).toBe(false);
  });
});
