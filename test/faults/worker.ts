/** Tries the faults of one group on a host of its own, and prints a line of JSON for each. index.ts starts it. */
import { GROUPS } from './groups/index.js';
import { judge } from './judge.js';

const [name, choiceText = '{}', only] = process.argv.slice(2);
const group = GROUPS.find((one) => one.name === name);
if (!group) throw new Error(`there is no group ${name}`);
const choice = JSON.parse(choiceText);
const tell = (text: string) => process.stderr.write(`[${Math.round(performance.now() / 1000)} s] ${name}: ${text}\n`);
tell('what there is to cause');
const faults = (await group.faults(choice)).filter((fault) => !only || fault.name.includes(only));
for (const [index, fault] of faults.entries()) {
  tell(`${index + 1} of ${faults.length}: ${fault.name}`);
  process.stdout.write(`${JSON.stringify(await judge(fault))}\n`);
}
// Something that hangs may still be waited for, so the process ends itself.
process.exit();
