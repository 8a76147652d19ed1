/** Replays each scenario in a process of its own, so that a replay uses all processors. */
import { fork } from 'node:child_process';
import { PEERS, type PeerAlarms, type Replay } from './replay.js';
import type { PeerRule } from './rules/peer.js';
import type { Scenario } from './scenario.js';

/** What a process reports of its replay: everything except the functions, which its parent has too. */
interface Findings extends Omit<Replay, 'scenario' | 'peers'> {
  readonly peers: readonly (Omit<PeerAlarms, 'rule'> & { readonly name: string })[];
}

/** Reports to the parent, in the process that `replayElsewhere` started. */
export function tell({ scenario: _, peers, ...rest }: Replay): void {
  process.send?.({ ...rest, peers: peers.map(({ rule, ...alarms }) => ({ ...alarms, name: rule.name })) });
}

/**
 * Starts this command again with `--only` and the scenario's id.
 * @throws Error where that process ends without a result.
 */
export function replayElsewhere(scenario: Scenario): Promise<Replay> {
  const [, script = '', ...given] = process.argv;
  const child = fork(script, [...given, '--only', scenario.id], { serialization: 'advanced' });
  return new Promise((resolve, reject) => {
    child.once('message', (findings) => {
      const { peers, ...rest } = findings as Findings;
      resolve({ ...rest, scenario, peers: peers.map(({ name, ...alarms }) => ({ ...alarms, rule: ruleOf(name) })) });
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the replay of ${scenario.id} ended with ${code}`)));
  });
}

function ruleOf(name: string): PeerRule {
  const rule = PEERS.find((known) => known.name === name);
  if (rule === undefined) throw new RangeError(`no rule is called ${name}`);
  return rule;
}
