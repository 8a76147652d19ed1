/** Arguments that nobody would give on purpose: every flag with every odd value, and words that no command expects. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INPUTS } from '../../../src/config/inputs.js';
import type { CommandName } from '../../../src/config/table/input.js';
import type { Fault, Group } from '../fault.js';
import { tries } from '../oddities.js';
import { sample } from '../sample.js';
import type { World } from '../world.js';

const VALUES: Readonly<Record<string, string>> = {
  nothing: '',
  'a space': ' ',
  commas: ',,',
  'a dash': '-',
  'a flag': '--json',
  'a line break': 'a\nb',
  'a command for a runner': 'a\n::error::x',
  'an escape sequence': '\u001b[2J\u001b[31mx',
  'what turns the direction': '\u202ex',
  'no number': 'NaN',
  'a number below zero': '-1',
  'a number with an exponent': '1e99',
  'a number of many digits': '9'.repeat(400),
  'a range backwards': '9..1',
  'half a range': '1..',
  'the root': '/',
  'a device without end': '/dev/zero',
  'a place below a device': '/dev/null/x',
  'a place that only the kernel makes': '/proc/x',
  'a text of 100,000 characters': 'x'.repeat(100_000),
  'open brackets': '['.repeat(20_000),
  'a property that every object has': '__proto__',
  'a symbol': '💥',
  'a name of many parts': 'runc@1{a: b}=/x',
};

/** With this userland, which does not exist, nothing is measured. */
const NOWHERE = ['--rootfs', '/nonexistent', '--install', 'never'];

const flagsOf = (output: string): readonly string[] => [
  ...['--runtimes', 'native', '--suites', 'cpu', '--blocks', '1..1', '--trial-time', '20ms', ...NOWHERE],
  ...['--output', output],
];

/** The flags of each command with their values, and the other words that it needs. */
const COMMANDS: Readonly<Record<CommandName, (world: World) => Call>> = {
  run: ({ output }) => ({ words: ['run'], flags: [...flagsOf(output), '--baseline', 'none'] }),
  plan: () => ({ words: ['plan'], flags: ['--runtimes', 'native'] }),
  calibrate: ({ output }) => ({ words: ['calibrate'], flags: flagsOf(output) }),
  bisect: ({ output }) => ({
    words: ['bisect'],
    flags: [...['--good', 'a', '--bad', 'b', '--build', 'true', ...NOWHERE], '--output', output],
  }),
  compare: (world) => ({ words: ['compare', kept(world), kept(world)], flags: [] }),
  explain: (world) => ({ words: ['explain', kept(world), 'native', 'cpu.prime'], flags: [] }),
  report: (world) => ({ words: ['report', kept(world)], flags: [] }),
  history: ({ output }) => ({ words: ['history', 'show'], flags: ['--history', join(output, 'history.json.gz')] }),
  doctor: () => ({ words: ['doctor'], flags: ['--runtimes', 'native'] }),
  cleanup: () => ({ words: ['cleanup'], flags: [] }),
};

interface Call {
  readonly words: readonly string[];
  readonly flags: readonly string[];
}

const NAMES = Object.keys(COMMANDS) as CommandName[];

/** The document does not exist, unless a group that keeps one has run on this host. */
const kept = ({ output }: World) => join(output, 'run-kept.json');

/** Replaces a flag by `flag`. It is given as one word with its value, because some values look like flags. */
function argumentsWith({ words, flags }: Call, flag: string, value: string): string[] {
  const others = flags.filter((word, at) => word !== flag && (at % 2 === 0 || flags[at - 1] !== flag));
  return [...words, ...others, `${flag}=${value}`];
}

/** The first command that takes an input stands for all that do, because they read it in the same way. */
const inputs: Fault[] = INPUTS.flatMap(({ name, commands: [command] }) => {
  if (!command) return [];
  const flag = `--${name}`;
  return [
    tries(`${flag} of ${command} with odd values`, `${Object.keys(VALUES).length} values`, (world) =>
      Object.entries(VALUES).map(([what, value]) => ({
        name: what,
        call: () => world.tare(...argumentsWith(COMMANDS[command](world), flag, value)),
      })),
    ),
  ];
});

/** Flags that are not inputs, and words where a file or a name is expected. */
const OTHERS: Readonly<Record<string, (world: World, value: string) => readonly string[]>> = {
  'the command itself': (_, value) => [value],
  'the format of report': (world, value) => ['report', kept(world), `--format=${value}`],
  'the format of compare': (world, value) => ['compare', kept(world), kept(world), `--format=${value}`],
  'the format of history': (_, value) => ['history', 'show', `--format=${value}`],
  'the file of report': (_, value) => ['report', '--', value],
  'a file of compare': (world, value) => ['compare', '--', kept(world), value],
  'the cell of explain': (world, value) => ['explain', '--', kept(world), value, value],
  'a source of history': (world, value) => ['history', 'add', '--', value, kept(world)],
  'the command of history': (_, value) => ['history', value],
};

const others: Fault[] = Object.entries(OTHERS).map(([name, line]) =>
  tries(`odd values as ${name}`, `${Object.keys(VALUES).length} values`, (world) =>
    Object.entries(VALUES).map(([what, value]) => ({ name: what, call: () => world.tare(...line(world, value)) })),
  ),
);

/** Words that no command takes. */
const EXTRA: Readonly<Record<string, readonly string[]>> = {
  'a word too many': ['extra', 'words', 'here'],
  'a flag that is none': ['--nonsense'],
  'a flag that is nearly one': ['--confg', 'x'],
  'a flag without a value': ['--config'],
  'help with a value': ['--help=x'],
  'a hundred times one flag': Array.from({ length: 100 }, () => '--config=x'),
  'ten thousand words': Array.from({ length: 10_000 }, () => 'x'),
  'short flags': ['-xvf'],
};

const extra: Fault[] = NAMES.map((command) =>
  tries(`${command} with what it does not take`, Object.keys(EXTRA).join(', '), (world) =>
    Object.entries(EXTRA).map(([name, more]) => {
      const { words, flags } = COMMANDS[command](world);
      return { name, call: () => world.tare(...words, ...flags, ...more) };
    }),
  ),
);

/** Files of inputs in which a person may have written every line. */
const FILES: Readonly<Record<string, string>> = {
  'no map': '- a\n- b\n',
  'a name twice': 'blocks: 1..1\nblocks: 2..2\n',
  'a name that is none': 'nonsense: 1\n',
  'a name that every object has': '__proto__: {blocks: 1}\nconstructor: 1\n',
  'a value of another kind': 'blocks: {min: [1]}\nruntimes: {a: 1}\n',
  'a value that is nothing': 'runtimes:\nblocks: ~\n',
  'a bomb of aliases': `a: &a [x,x]\n${'bcdefghij'
    .split('')
    .map((name, at) => `${name}: &${name} [*${'abcdefghi'[at]},*${'abcdefghi'[at]},*${'abcdefghi'[at]}]`)
    .join('\n')}\nruntimes: *j\n`,
  'two documents': 'blocks: 1..1\n---\nblocks: 2..2\n',
  'tags of another language': 'runtimes: !!python/object/apply:os.system ["id"]\n',
  'escape sequences': 'runtimes: "\\e[31mx\\n::error::x"\n',
  'ten thousand levels': '['.repeat(10_000),
  'a line of a megabyte': `runtimes: ${'x'.repeat(1_000_000)}\n`,
  'tabs for spaces': 'runtimes:\n\t- runc\n',
  'another encoding': '\u00ff\u00fer\u0000u\u0000n\u0000',
};

const files: Fault[] = (['plan', 'run', 'report', 'doctor'] as const).map((command) =>
  tries(`${command} with an odd file of inputs`, Object.keys(FILES).join(', '), (world) =>
    Object.entries(FILES).map(([name, text]) => ({
      name,
      call: () => {
        const path = join(world.output, 'given.yml');
        writeFileSync(path, text);
        return world.tare(...argumentsWith(COMMANDS[command](world), '--config', path));
      },
    })),
  ),
);

const IN_SLICE = 2;

export const argumentsOfCommands: Group = {
  name: 'arguments',
  async faults({ extent, seed }) {
    const all = [...inputs, ...others, ...extra, ...files];
    return extent === 'all' ? all : sample(all, IN_SLICE, seed);
  },
};
