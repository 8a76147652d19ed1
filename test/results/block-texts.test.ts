/** A document that is read block by block means what it means as a whole, whatever was done to its text. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { blockTexts } from '../../src/results/block-texts.js';
import { documentsLike, textsLike } from '../properties/damaged.js';
import { RUNS, SEED } from '../support/property.js';
import { buildRun } from '../support/run-builder.js';

const RUN = buildRun({ arms: ['runc'], blocks: 3, pairs: 1 });

const split = (text: string) => blockTexts(Buffer.from(text));

/** Undefined where the parts are not all JSON, as where there are none. */
function fromParts(text: string): unknown {
  try {
    const texts = split(text);
    if (texts === undefined) return undefined;
    return { ...JSON.parse(texts.head), blocks: texts.blocks.map((block) => JSON.parse(block.toString('utf8'))) };
  } catch {
    return undefined;
  }
}

function whole(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe('blockTexts', () => {
  it.each([
    ['as we write it', JSON.stringify(RUN)],
    ['indented', JSON.stringify(RUN, null, 2)],
    ['with the line ends of Windows', JSON.stringify(RUN, null, 1).replaceAll('\n', '\r\n')],
    ['with letters beyond ASCII', JSON.stringify({ ...RUN, warnings: ['größer 🦀', '"}],\\'] })],
    ['with a name that is spelt otherwise', JSON.stringify(RUN).replace('"blocks"', '"bl\\u006fcks"')],
    ['with the field first', JSON.stringify({ ...{ blocks: RUN.blocks }, ...RUN })],
    ['without a block', JSON.stringify({ ...RUN, blocks: [] })],
  ])('gives the parts of a document %s', (_, text) => {
    const { blocks } = JSON.parse(text) as typeof RUN;
    expect(split(text)?.blocks).toHaveLength(blocks.length);
    expect(fromParts(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['has the field twice', JSON.stringify(RUN).replace(/}$/, ',"blocks":[]}')],
    ['has it twice, spelt otherwise', JSON.stringify(RUN).replace(/}$/, ',"\\u0062locks":[{}]}')],
    ['has no list there', '{"blocks":{"0":1}}'],
    ['is a list', '[{"blocks":[1]}]'],
    ['has it deeper only', '{"plan":{"blocks":[1]}}'],
    ['is empty', ''],
  ])('does not split a document that %s', (_, text) => {
    expect(split(text)).toBeUndefined();
  });

  it('never changes the document that it splits', () => {
    const texts = fc.oneof(
      textsLike(JSON.stringify(RUN), '{"blocks":[1,[2],{"a":"]"}],"x":{"blocks":[3]}}'),
      documentsLike(RUN).map((document) => JSON.stringify(document)),
      documentsLike({ blocks: [1, [2, '"\\'], {}], more: { blocks: [[]] } }).map((one) => JSON.stringify(one, null, 1)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const parts = fromParts(text);
        if (parts !== undefined) expect(parts).toEqual(whole(text));
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});
