/** The option `args`: flags that the user gives an OCI runtime, before its subcommand. Pure. */
import type { ArmSpec } from '../../config/arms.js';
import type { OptionDefinition } from '../runtime.js';

/** Flags that would put sandboxes where tare does not look for them when it ends them. */
const OURS = /^(--root|-r|--systemd-cgroup|-s)(=|$)/;

const wordsOf = (args: string): string[] => args.split(/\s+/).filter(Boolean);

export const ARGS_OPTION: Readonly<Record<'args', OptionDefinition>> = {
  args: {
    help: 'flags for the runtime itself, separated by spaces, as `--debug --log /tmp/log`',
    problem(value) {
      const words = wordsOf(value);
      const ours = words.find((word) => OURS.test(word));
      if (ours) return [`${ours} is set by tare, which keeps its sandboxes apart from others`, 'Leave it out.'];
      if (words[0]?.startsWith('-')) return undefined;
      return [`the option "args" cannot begin with "${words[0]}"`, 'Give flags, which begin with a hyphen.'];
    },
  },
};

export const argsOf = ({ options }: ArmSpec): string[] => wordsOf(options.args ?? '');
