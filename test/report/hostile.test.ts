/** Whatever a document holds, no report of it moves the cursor or gives the runner of a workflow a command. */
import { describe, expect, it } from '@jest/globals';
import { overheads } from '../../src/compare/one-run/overhead.js';
import { FORMATS } from '../../src/report/format.js';
import { renderTerminal } from '../../src/report/terminal/terminal.js';
import { buildRun } from '../support/run-builder.js';

const run = buildRun({ arms: ['runc=./a##[error]x ::add-mask::e \u202e \u009b1m'], blocks: 8 });
run.warnings.push('x\n::error::forged\u001b[2J\u001b]0;title\u0007##[add-mask]e');
const input = { run, overheads: overheads(run) };

/** Line ends apart, also those of CSV. */
const OBEYED = /##\[|^\s*::[a-z]|(?![\r\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/imu;

describe('a hostile document', () => {
  it.each(FORMATS.map((format) => [format.name, format] as const))('is harmless as %s', async (_, format) => {
    expect(await format.render(input)).not.toMatch(OBEYED);
  });

  it('is harmless on a terminal', () => {
    const text = renderTerminal(input, { width: 60, colour: false, files: [] });
    expect(text).not.toMatch(OBEYED);
    expect(text).toContain('\\u{1b}[2J');
  });
});
