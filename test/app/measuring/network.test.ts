import { describe, expect, it } from '@jest/globals';
import { withoutNetwork } from '../../../src/app/measuring/network.js';
import { planDifferences } from '../../../src/compare/documents/plan-differences.js';
import type { Plan, RunDocument } from '../../../src/results/document.js';
import { findBenchmarks, measuredTogether } from '../../../src/suites/index.js';
import { buildRun, STARTUP } from '../../support/run-builder.js';

const [startup] = measuredTogether(findBenchmarks(['lifecycle.startup', 'network.tcp.send']));
if (!startup) throw new Error('there is no benchmark of starts');
const RUN = buildRun({ benchmarks: [{ ...STARTUP, work: startup.defaultWork }] });
const [contrast] = RUN.plan.contrasts;
const cell = { arm: contrast?.candidate ?? '', benchmark: STARTUP.id };

const differences = (plan: Plan) => planDifferences(RUN, { ...RUN, plan } as RunDocument, cell);

describe('a run whose network cannot be made', () => {
  const plan = withoutNetwork(RUN.plan, ['network.tcp.send'], 'there is no bridge');

  it('has a row with the reason for each cell that needs it', () => {
    expect(plan.excluded).toEqual(
      RUN.plan.contrasts.map(({ candidate: arm }) => ({
        ...{ arm, benchmark: 'network.tcp.send' },
        reason: 'there is no bridge',
      })),
    );
  });

  it('does not compare its starts with those of sandboxes that had a link', () => {
    expect(differences(RUN.plan)).toEqual([]);
    expect(differences(plan).join()).toContain('without the network that was asked for');
  });
});
