import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { renderSchemas } from '../../scripts/schemas.js';
import { parseRun } from '../../src/results/store.js';
import { buildRun } from '../support/run-builder.js';

const PATH = 'schema/tare-run.schema.json';
const published = readFileSync(PATH, 'utf8');
const validate = new Ajv2020({ strictTypes: false }).compile(JSON.parse(published));
const recording = (name: string): string =>
  gunzipSync(readFileSync(`test/fixtures/runs/${name}.json.gz`)).toString('utf8');
const recorded = recording('quick');

describe('schema/tare-run.schema.json', () => {
  it('is what `npm run generate` makes', () => {
    expect(published).toBe(renderSchemas()[PATH]);
  });

  it.each(['version-1', 'quick', 'paper'])('takes a document that a run wrote: %s', (name) => {
    validate(JSON.parse(recording(name)));
    expect(validate.errors).toBeNull();
  });

  it('names the reasons of failures, and accepts others, which a newer tare may write', () => {
    expect(published).toContain('"flood"');
    const [block] = buildRun({ figure: () => 'a new reason' }).blocks;
    expect(validate({ ...buildRun(), blocks: [block] })).toBe(true);
  });

  it('accepts fields that it does not know, which a newer tare may write', () => {
    expect(validate({ ...buildRun(), later: { than: 'this' } })).toBe(true);
  });

  it.each<[string, object]>([
    ['another kind', { kind: 'tare-report' }],
    ['another version', { schemaVersion: 2 }],
    ['blocks that are none', { blocks: [{}] }],
    ['a plan without arms', { plan: { ...buildRun().plan, arms: [] } }],
  ])('refuses %s', (_, change) => {
    expect(validate({ ...buildRun(), ...change })).toBe(false);
  });
});

describe('the recorded run', () => {
  it('can be read', () => {
    expect(parseRun(recorded, 'quick.json').blocks.length).toBeGreaterThan(5);
  });

  it('contains no name of a machine', () => {
    expect(parseRun(recorded, 'quick.json').fingerprint.hostname).toBe('host');
  });
});
