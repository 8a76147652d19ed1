/** Inputs of what a run is compared with, how large a slowdown matters, and what fails the job. */
import { baseline, failOn } from '../kinds/gate.js';
import { percent } from '../kinds/kinds.js';
import { limits } from '../kinds/limits.js';
import { RULE_BOUNDS } from '../kinds/rule-bounds.js';
import type { InputDefinition } from './input.js';
import { DECIDING, JUDGING } from './scopes.js';

export const GATE = [
  {
    name: 'baseline',
    kind: baseline,
    default: { value: 'auto' },
    help: 'The run is compared with this: auto (in a workflow artifact, else the last comparable run on this host), artifact (of the base branch), branch (see baseline-branch), none, or a run document.',
    example: './main.json',
    commands: ['run', 'explain'],
    steps: ['measure', 'report'],
    gates: true,
  },
  {
    name: 'min-effect',
    kind: percent(RULE_BOUNDS.minEffect),
    default: { value: '1%' },
    help: 'A slowdown that is smaller than this is never called a regression.',
    example: '2%',
    ...DECIDING,
    commands: [...DECIDING.commands, 'history'],
    gates: true,
  },
  {
    name: 'margin',
    kind: percent(RULE_BOUNDS.margin),
    default: { value: '3%' },
    help: 'A cell is called not-slower where a slowdown of this size is excluded (one-sided: it may well be faster).',
    example: '5%',
    ...DECIDING,
    gates: true,
  },
  {
    name: 'confidence',
    kind: percent(RULE_BOUNDS.confidence),
    default: { value: '95%' },
    help: 'A whole comparison, all its cells together, has this confidence: at 95%, at most one in twenty comparisons of identical code raises an alarm. Across runs that rests on an estimate of how runs of one code differ.',
    example: '99%',
    ...DECIDING,
    gates: true,
  },
  {
    name: 'limits',
    kind: limits,
    default: { unset: 'nothing but the baseline is a measure' },
    help: 'These limits say what a benchmark of a runtime may take, or cost against native, whatever it was before. They are judged by the interval, so that chance breaks no limit.',
    example: 'runc lifecycle.startup < 80ms, runsc memory.write.seq.1k cost < 10%, runc cpu.prime > 1000 events/s',
    ...JUDGING,
    gates: true,
  },
  {
    name: 'fail-on',
    kind: failOn,
    default: { value: 'regression, missing, limit' },
    help: 'This fails the job: never anything, or a list of regression, missing, limit (what is beyond one), inconclusive (also of a limit) and no-baseline.',
    example: 'regression, missing, limit, no-baseline',
    ...JUDGING,
    gates: true,
  },
] as const satisfies readonly InputDefinition[];
