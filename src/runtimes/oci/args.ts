/** The option `args`: flags that the user gives an OCI runtime, before its subcommand. Pure. */
import type { ArmSpec } from '../../config/arms.js';
import type { OptionDefinition } from '../runtime.js';

/** Flags that would put sandboxes where tare does not look for them when it ends them. */
const OURS = ['root', 'systemd-cgroup', 'cgroup-manager'];

/**
 * Tells whether a runtime could take a word for one of these flags: runc and runsc take one hyphen for two, youki has
 * `-r` and `-s` and takes a value right after the letter, and crun takes the beginning of a name for all of it.
 */
function isOurs(word: string): boolean {
  if (/^-[rs]/.test(word)) return true;
  const [, name] = /^--([^=]+)/.exec(word) ?? [];
  return name !== undefined && OURS.some((flag) => flag.startsWith(name));
}

const wordsOf = (args: string): string[] => args.split(/\s+/).filter(Boolean);

export const ARGS_OPTION: Readonly<Record<'args', OptionDefinition>> = {
  args: {
    help: 'flags for the runtime itself, separated by spaces, as `--debug --log /tmp/log`',
    problem(value) {
      const words = wordsOf(value);
      const ours = words.find(isOurs);
      if (ours)
        return [
          `${ours} is set by tare, which keeps its sandboxes apart from others, or can be read as such a flag`,
          'Leave it out, or write a longer flag in full, with two hyphens.',
        ];
      if (words[0]?.startsWith('-')) return undefined;
      return [`the option "args" cannot begin with "${words[0]}"`, 'Give flags, which begin with a hyphen.'];
    },
  },
};

export const argsOf = ({ options }: ArmSpec): string[] => wordsOf(options.args ?? '');
