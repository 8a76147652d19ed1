import { describe, expect, it } from '@jest/globals';
import { notesOf } from '../../src/report/notes.js';
import type { RunDocument } from '../../src/results/document.js';
import { buildRun } from '../support/run-builder.js';
import { compared, comparison, overhead } from './support/cells.js';

const changed = (change: Partial<RunDocument>): RunDocument => ({ ...buildRun(), ...change });

describe('notesOf', () => {
  it('reports a warning once, however often it is repeated', () => {
    const run = changed({ warnings: ['The host is busy.', 'The host is busy.'] });
    const notes = notesOf({
      run,
      overheads: [],
      comparison: comparison([compared()], { notes: ['The host is busy.'] }),
    });
    expect(notes).toEqual(['The host is busy.']);
  });

  it('merges warnings that differ in a share alone, and keeps apart those about other things', () => {
    const steal = (share: number) => `The hypervisor gave ${share} % of the CPU time wanted to other guests.`;
    const hang = (pid: number) => `docker was started again: process ${pid} hung.`;
    const run = changed({ warnings: [steal(3.2), hang(12), steal(1.4), steal(33.2), hang(13)] });
    expect(notesOf({ run, overheads: [] })).toEqual([
      'The hypervisor gave 1.4 to 33.2 % of the CPU time wanted to other guests.',
      hang(12),
      hang(13),
    ]);
  });

  it('groups cells that share a note, and counts beyond the fourth', () => {
    const overheads = ['a', 'b', 'c', 'd', 'e', 'f'].map((benchmark) => overhead({ benchmark, notes: ['Two modes.'] }));
    expect(notesOf({ run: buildRun(), overheads })).toEqual(['runc a, runc b, runc c, runc d and 2 more: Two modes.']);
  });

  it('reports failures of one kind in one line, with what was printed last', () => {
    const run = buildRun({ blocks: 2, pairs: 1, figure: ({ arm }, usual) => (arm === 'runc' ? 'timeout' : usual) });
    const [pair] = run.blocks[0]?.pairs ?? [];
    pair?.trials[1]?.failure?.tail.push('Threads started!', 'FATAL: gone');
    expect(notesOf({ run, overheads: [] })).toEqual([
      'runc cpu.prime: measured in part: 0 launches with a figure, of at least 2.',
      'runc cpu.prime: failed 4 times (timeout): It failed: timeout. Last lines: Threads started! | FATAL: gone',
    ]);
  });

  it('reports launches that failed', () => {
    const times = (arm: string) => ({ startupMs: arm === 'runc' ? null : 5, shutdownMs: null });
    const [note] = notesOf({ run: buildRun({ blocks: 3, times }), overheads: [] });
    expect(note).toContain('runc launch: failed 3 times (launch)');
  });

  it('reports starts that were made again', () => {
    const run = buildRun({ blocks: 3 });
    const launch = run.blocks[1]?.launches.find(({ arm }) => arm === 'runc');
    if (!launch) throw new Error('no launch of runc');
    const failure = { reason: 'launch', message: 'the sandbox was not ready: took longer than 10 s', tail: [] };
    Object.assign(launch, { retries: 2, failedStarts: [failure, failure] });
    expect(notesOf({ run, overheads: [] })).toEqual([
      'runc launch: 1 of 3 was not ready at the first try, 2 starts in vain in all (the sandbox was not ready: took longer than 10 s); start-up is the time of the last try alone.',
    ]);
  });

  it('begins with a run that was cut short', () => {
    const run = changed({ stopped: { reason: 'cancelled', detail: 'Ctrl-C.' }, warnings: ['A warning.'] });
    expect(notesOf({ run, overheads: [] })[0]).toBe('The run was cut short after 12 blocks (cancelled): Ctrl-C.');
  });

  it('says that a run has not ended', () => {
    expect(notesOf({ run: changed({ stopped: null }), overheads: [] })[0]).toContain('did not end');
  });
});
