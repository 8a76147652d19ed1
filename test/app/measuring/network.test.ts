import { describe, expect, it } from '@jest/globals';
import { networkOf, withoutNetwork } from '../../../src/app/measuring/network.js';
import { planDifferences } from '../../../src/compare/documents/plan-differences.js';
import { HostError } from '../../../src/errors.js';
import type { Host } from '../../../src/host/host.js';
import type { Image } from '../../../src/image/kept-image.js';
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

describe('where no runtime of a run can have a link', () => {
  it('no network is made, and starts are not taken for those of sandboxes with a link', async () => {
    const benchmarks = measuredTogether(findBenchmarks(['lifecycle.startup', 'network.tcp.send']));
    const network = { ...STARTUP, id: 'network.tcp.send', work: { kind: 'timed', seconds: 1 } as const };
    const excluded = [{ arm: cell.arm, benchmark: network.id, reason: 'it has no network' }];
    const plan = { ...RUN.plan, benchmarks: [...RUN.plan.benchmarks, network], excluded };
    const made = await networkOf({} as Host, { plan, arms: plan.arms, benchmarks } as never, {} as Image);
    expect(made).toEqual({ plan: expect.objectContaining({ excluded }), notes: [] });
    expect(differences(made.plan).join()).toContain('without the network that was asked for');
  });
});

describe('on a host that can have no network', () => {
  const host = {
    log: { step: () => undefined },
    paths: { work: '/nowhere' },
    run: {
      nextId: () => {
        throw new HostError('There is no bridge.', 'Load it.');
      },
    },
  } as unknown as Host;
  const benchmarks = measuredTogether(findBenchmarks(['lifecycle.startup', 'network.tcp.send']));
  const arms = RUN.plan.arms;
  const made = (resumed: RunDocument | undefined) =>
    networkOf(host, { plan: RUN.plan, arms, benchmarks, resumed } as never, {} as Image);

  it('a run begins without it', async () => {
    expect((await made(undefined)).plan.excluded).not.toEqual([]);
  });

  it('a run that had it is not gone on with: its other sandboxes would have no link from then on', async () => {
    await expect(made(RUN)).rejects.toThrow('There is no bridge.');
  });
});
