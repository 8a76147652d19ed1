import { describe, expect, it } from '@jest/globals';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { OutputError } from '../../src/suites/benchmark.js';
import { benchmark, sections, workOf } from './fixture.js';

const ROUNDS = 60;

type Draw = (below: number) => number;

function drawing(seed: number): Draw {
  const generator = xoroshiro128plus(seed);
  return (below) => uniformInt(generator, 0, below - 1);
}

const ALPHABET = '0123456789.-:() \n\r\tabcNaNinfe+%/|*\u0000\u001b\u{1f980}';

/** Damages the text once: a piece is cut, changed, doubled, moved or lost. */
function damaged(text: string, draw: Draw): string {
  const at = draw(text.length + 1);
  const length = draw(40);
  const lines = text.split('\n');
  const line = draw(lines.length);
  switch (draw(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return text.slice(0, at) + [...ALPHABET][draw([...ALPHABET].length)] + text.slice(at + 1);
    case 3:
      return text.slice(0, at) + text.slice(at, at + length) + text.slice(at);
    case 4:
      return lines.toSpliced(line, 1).join('\n');
    default:
      return lines.toSpliced(draw(lines.length), 0, lines[line] ?? '').join('\n');
  }
}

function parsed(title: string, output: string) {
  const found = benchmark(title.slice(0, title.indexOf(':')));
  try {
    return found.parse(output, workOf(title, found), 0);
  } catch (error) {
    return error;
  }
}

describe.each(['1.0.20.txt', '1.1.0.txt'])('damaged output of %s', (file) => {
  it.each(sections(file))('is an OutputError or finite numbers: $title', ({ title, output }) => {
    const draw = drawing(title.length * 7919 + output.length);
    let refused = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      let text = output;
      for (let damage = draw(3); damage >= 0; damage -= 1) text = damaged(text, draw);
      const result = parsed(title, text);
      if (result instanceof OutputError) refused += 1;
      else expect(Object.values(result as object).every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
    }
    expect(refused).toBeGreaterThan(ROUNDS / 2);
  });
});
