/** Tries the faults of one group, on a host of its own; prints a line of JSON for each. Started by index.ts. */
import { GROUPS } from './groups/index.js';
import { judge } from './judge.js';

const [name, choiceText = '{}', only] = process.argv.slice(2);
const group = GROUPS.find((one) => one.name === name);
if (!group) throw new Error(`there is no group ${name}`);
const choice = JSON.parse(choiceText);
const faults = await group.faults(choice);
for (const fault of faults) {
  if (only && !fault.name.includes(only)) continue;
  process.stdout.write(`${JSON.stringify(await judge(fault))}\n`);
}
