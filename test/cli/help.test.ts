/** The help of every command fits the terminal, and help of what is no command is refused with the nearest name. */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { main } from '../../src/cli/commands/index.js';

const { isTTY, columns } = process.stdout;
afterEach(() => {
  jest.restoreAllMocks();
  Object.assign(process.stdout, { isTTY, columns });
});

async function told(width: number, ...words: readonly string[]) {
  let [out, err] = ['', ''];
  Object.assign(process.stdout, { isTTY: true, columns: width });
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    out += String(chunk);
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    err += String(chunk);
    return true;
  });
  return { code: await main(['node', 'tare', ...words]), out, err };
}

const COMMANDS = [
  ...['run', 'plan', 'calibrate', 'bisect', 'compare', 'explain', 'report', 'doctor', 'cleanup'].map((name) => [name]),
  ...['add', 'show', 'compact'].map((name) => ['history', name]),
  ['history'],
  [],
];

describe('the help', () => {
  it.each([60, 80, 120, 160].flatMap((width) => COMMANDS.map((words) => [width, words.join(' ')] as const)))(
    'fits %i columns: tare %s',
    async (width, command) => {
      const { code, out } = await told(width, ...command.split(' ').filter(Boolean), '--help');
      expect(code).toBe(0);
      expect(out).toMatch(/^Usage: tare/);
      expect(out.split('\n').filter((line) => line.length > width)).toEqual([]);
    },
  );

  it('has each description beside its flag where there is room, and below it elsewhere', async () => {
    expect((await told(160, 'run', '--help')).out).toMatch(/^ {2}--seed <number> {20,}Every random choice/m);
    expect((await told(80, 'run', '--help')).out).toMatch(/^ {2}--seed <number>\n {6}Every random choice/m);
  });
});

describe('a word that is no command', () => {
  it.each([
    ['help runn', 'Did you mean "run"?'],
    ['help nope', 'Known: run, plan, calibrate, bisect,'],
    ['runn --help', 'Did you mean "run"?'],
    ['runn', 'Did you mean "run"?'],
    ['history help shwo', 'Did you mean "show"?'],
    ['help history shwo', 'Did you mean "show"?'],
    ['history shwo --help', 'Did you mean "show"?'],
  ])('is refused with the nearest name: tare %s', async (words, hint) => {
    const { code, out, err } = await told(80, ...words.split(' '));
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('unknown command');
    expect(err).toContain(hint);
    expect(err).not.toContain('bisect-step');
  });

  it.each(['help', 'help run', 'history help show', 'help history show', 'run --help'])(
    'is not among these: tare %s',
    async (words) => {
      const { code, out } = await told(80, ...words.split(' '));
      expect(code).toBe(0);
      expect(out).toContain('Usage: tare');
    },
  );
});
