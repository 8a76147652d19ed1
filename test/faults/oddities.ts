/** Finds what no command may show at its end, whatever it was given or found. */
import type { Fault, Provoked } from './fault.js';
import type { World } from './world.js';

/** The exit codes of success, bad input, a host that cannot do it, and an incomplete measurement. */
const SOUND: readonly (number | null)[] = [0, 2, 3, 4];
const BAD_INPUT = 2;

/** No person reads a longer message about one mistake. */
const LONGEST_MESSAGE = 3_000;

/** Returns a phrase for each oddity; none where the command ended as it should. */
export function oddities(ended: Provoked): string[] {
  const { code, stderr } = ended;
  const said = stderr.slice(-300);
  return [
    ...(SOUND.includes(code) ? [] : [`it ended with ${code}: ${said}`]),
    ...(/\n {4}at /.test(stderr) ? [`it shows a stack: ${said}`] : []),
    ...(hasRawText(ended) ? ['text that is not ours reached the terminal raw'] : []),
    ...(code === BAD_INPUT ? faultsOfMessage(stderr) : []),
  ];
}

function faultsOfMessage(stderr: string): string[] {
  const messages = stderr.split('\n').filter((line) => /^(?:tare|error): /.test(line));
  return [
    ...(messages.length === 1 ? [] : [`it says ${messages.length} messages: ${stderr.slice(0, 300)}`]),
    ...(stderr.length > LONGEST_MESSAGE ? [`its message is ${stderr.length} characters long`] : []),
  ];
}

/** Tells whether there is raw text that a terminal or a runner would obey. */
export function hasRawText({ stdout = '', stderr }: Provoked): boolean {
  return `${stdout}\n${stderr}`.split('\n').some((text) => text.includes('\u001b') || text.startsWith('::'));
}

export interface Try {
  readonly name: string;
  call(): Promise<Provoked>;
  /** Returns what does not hold in addition to what must hold for every call. */
  expect?(ended: Provoked): readonly string[];
}

/** Makes one fault of several calls, one after the other in one world, and reports what is odd about each. */
export function tries(name: string, done: string, list: (world: World) => readonly Try[]): Fault {
  const odd: string[] = [];
  return {
    name,
    done,
    async provoke(world) {
      let worst: Provoked = { code: null, stderr: '' };
      for (const one of list(world)) {
        const ended = await one.call();
        const found = [...oddities(ended), ...(one.expect?.(ended) ?? [])];
        odd.push(...found.map((text) => `${one.name}: ${text}`));
        if (found.length > 0) worst = ended;
      }
      return worst;
    },
    expect: () => odd,
  };
}
