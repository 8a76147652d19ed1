/** The text of docs/inputs.md. */
import { defaultInWords } from '../../src/config/describe.js';
import { INPUTS } from '../../src/config/inputs.js';
import { OUTPUTS } from '../../src/config/outputs.js';
import type { InputDefinition } from '../../src/config/table/input.js';
import { PROFILE_NAMES, PROFILES } from '../../src/config/table/profiles.js';
import { code, table } from './markdown.js';

export function renderDocs(): string {
  return `${[HEAD, INPUT_INTRODUCTION, inputTable(), PROFILE_INTRODUCTION, profileTable(), RUNTIMES, OUTPUT_INTRODUCTION, outputTable()].join('\n\n')}\n`;
}

const HEAD = `<!-- Made by \`npm run generate\` from src/config/table: change it there. -->
# Inputs and outputs`;

const INPUT_INTRODUCTION = `An input has one name everywhere: a flag of the command (\`--budget 20m\`), an input of the action
(\`budget: 20m\`) and a key of \`tare.yml\`. A flag or an input of the action wins over the file, the file over the
profile, the profile over the default. Unknown names are errors, and so are inputs that contradict each other. Relative
paths start at the working directory.

\`\`\`yaml
# tare.yml
runtimes:
  - runc
  - docker@24.0.5
profile: standard
fail-on: [regression, missing, limit]
\`\`\`

Durations are written \`90s\`, \`10m\`, \`1h30m\` or \`100ms\`; sizes \`512MiB\` or \`2G\` (powers of 1024); percentages \`2%\` or
\`2\`; lists with commas, one item a line, or as lists in \`tare.yml\`, where text with braces needs quotes.

**Flag of** names the commands that take the input, **step** the steps of the action.`;

const PROFILE_INTRODUCTION = `## Profiles

A profile sets the benchmarks and these inputs, where they are not given:`;

const RUNTIMES = `## Runtimes

| written | is |
|---|---|
| \`runc\` | the one found on the host, else the distribution's |
| \`runc@1.1.5\` | exactly this version |
| \`runc=./bin/runc\` | this binary; all after \`=\` is the path |
| \`oci=./bin/youki\` | any OCI runtime of yours; what it is, it says itself |
| \`name{option: value, option: value}@version\` | with options, for runtimes that have any; they come before a version or a path |

\`native\`, the same userland with no isolation but \`chroot\`, is the control and always measured. One runtime may be
given several times with different versions, paths or options.`;

const OUTPUT_INTRODUCTION = '## Outputs of the action';

function inputTable(): string {
  const rows = INPUTS.map((input) => [
    code(input.name),
    input.help,
    input.kind.allowed,
    defaultCell(input),
    code(input.example),
    input.commands.join(', '),
    input.steps.join(', '),
  ]);
  return table(['input', 'what it does', 'allowed', 'default', 'example', 'flag of', 'step'], rows);
}

function defaultCell(input: InputDefinition): string {
  return 'value' in input.default ? code(input.default.value) : defaultInWords(input);
}

function profileTable(): string {
  const rows = PROFILE_NAMES.map((name) => [code(name), ...Object.values(PROFILES[name]).map(code)]);
  return table(['profile', ...Object.keys(PROFILES.quick)], rows);
}

function outputTable(): string {
  return table(
    ['output', 'what it is', 'step'],
    OUTPUTS.map(({ name, help, step }) => [code(name), help, step]),
  );
}
