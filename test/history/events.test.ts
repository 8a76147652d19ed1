import { describe, expect, it } from '@jest/globals';
import { changesBetween } from '../../src/history/causes.js';
import { analyse } from '../../src/history/input.js';
import { answerOf, eventText } from '../../src/report/history/words.js';
import { buildHistory, shaOf } from '../support/history-builder.js';

const BINARY = { 'binaries.runc.version': '1.2.0', 'binaries.runc.sha256': 'b'.repeat(64) };

describe('what is found in a history', () => {
  it('names the version that changed, the commits and the day', () => {
    const step = { arm: 'runc', benchmark: 'lifecycle.startup', from: 50, ratio: 1.1, armChange: BINARY };
    const input = analyse(buildHistory({ steps: [step] }), 1);
    expect(input.events).toHaveLength(1);
    const [event] = input.events;
    const [finding] = event?.findings ?? [];
    expect(event?.cause).toBe('Likely: runc went from 1.1.5 to 1.2.0; the code changed too.');
    expect(finding?.times).toBeCloseTo(1.1, 1);
    expect(finding?.commits).toEqual({ repository: 'octo/engine', from: shaOf(49), to: shaOf(50) });
    expect(event && eventText(input.history, event)).toMatch(
      /^runc lifecycle\.startup became (9|10)\.\d % slower between 2026-11-14 and 2026-11-15\.$/,
    );
    expect(answerOf(input)).toBe('1 worse in the last 14 days');
  });

  it('reports steps that happened together once, and says that native moved', () => {
    const kernel = { from: 40, ratio: 1.05, hostChange: { kernel: '6.1.0-27-amd64' } };
    const input = analyse(buildHistory({ steps: [kernel] }), 1);
    expect(input.events).toHaveLength(1);
    const [event] = input.events;
    expect(event?.findings).toHaveLength(6);
    expect(event?.isHost).toBe(true);
    expect(event?.cause).toMatch(/^Likely: the kernel went from 6\.1\.0-25-amd64 to 6\.1\.0-27-amd64/);
    expect(event && eventText(input.history, event)).toMatch(
      /and 5 more costs \(2 runtimes in all\) moved with it\. Native itself moved too: look at the host first\.$/,
    );
  });

  it('separates steps of different times and of different hosts', () => {
    const steps = [
      { arm: 'runc', benchmark: 'cpu.prime', from: 20, ratio: 1.05, host: 0 },
      { arm: 'docker', benchmark: 'cpu.prime', from: 40, ratio: 1.05, host: 0 },
      { arm: 'docker', benchmark: 'cpu.prime', from: 40, ratio: 1.05, host: 1 },
    ];
    const { events, history } = analyse(buildHistory({ hosts: 2, steps }), 1);
    expect(events.map(({ host }) => host).sort()).toEqual([0, 0, 1]);
    expect(events[0] && eventText(history, events[0])).toMatch(/ on runner-\d between /);
  });

  it('does not report a step below the minimum effect', () => {
    const sketch = { noise: 0.001, steps: [{ arm: 'runc', benchmark: 'cpu.prime', from: 30, ratio: 1.008 }] };
    expect(analyse(buildHistory(sketch), 1).events).toEqual([]);
    expect(analyse(buildHistory(sketch), 0.5).events).toHaveLength(1);
    expect(analyse(buildHistory(sketch), 1).findings).toHaveLength(1);
  });

  it('says that no cause is known where nothing recorded changed', () => {
    const history = buildHistory({ steps: [{ arm: 'runc', benchmark: 'cpu.prime', from: 30, ratio: 1.1 }] });
    const points = history.points.map(({ sha: _, ...point }) => point);
    expect(analyse({ ...history, points }, 1).events[0]?.cause).toMatch(/^Unknown: nothing recorded/);
    expect(analyse(history, 1).events[0]?.cause).toMatch(/^Likely the code: nothing recorded of host/);
  });

  it('says that nothing moved, and that there is nothing', () => {
    expect(answerOf(analyse(buildHistory(), 1))).toBe('Nothing moved in the last 14 days');
    expect(answerOf(analyse({ ...buildHistory(), points: [] }, 1))).toBe('No runs yet');
  });
});

describe('changesBetween', () => {
  const before = {
    host: { kernel: '6.1', 'mitigations.srso': 'Vulnerable', 'cpu.governor': 'powersave', 'storage.options': 'rw' },
    arms: {
      native: { 'inside.kernel': '6.1' },
      runc: { source: 'distro package', 'binaries.runc.version': '1.1', 'binaries.runc.sha256': 'a'.repeat(64) },
      docker: { 'binaries.dockerd.version': '24' },
    },
    plan: { 'limits.cpus': '0-3', tare: '0.1.0' },
  };
  const subjects = (change: object, arm = 'runc') =>
    changesBetween(before, { ...before, ...change }, arm).map(({ subject }) => subject);

  it("reports the arm's own changes, then the plan's, then the host's in the order of likelihood", () => {
    const after = {
      host: { ...before.host, kernel: '6.2', 'mitigations.srso': 'Mitigation', 'cpu.governor': 'performance' },
      arms: { ...before.arms, runc: { ...before.arms.runc, 'binaries.runc.version': '1.2' } },
      plan: { ...before.plan, 'limits.cpus': '0-1', files: 'made with writes of 1 MiB' },
    };
    expect(subjects(after)).toEqual([
      'runc',
      'the CPUs of a sandbox',
      'how files are made',
      'the kernel',
      'the mitigation of srso',
      "the CPU's governor",
    ]);
  });

  it('does not report the changes of another arm', () => {
    const arms = { ...before.arms, docker: { 'binaries.dockerd.version': '25' } };
    expect(subjects({ arms })).toEqual([]);
    expect(subjects({ arms }, 'docker')).toEqual(['dockerd']);
  });

  it('takes the name of what every object has for a name', () => {
    const plan = JSON.parse('{"limits.cpus":"0-3","tare":"0.1.0","constructor":"x","__proto__":"y"}');
    expect(subjects({ plan })).toEqual(['constructor', '__proto__']);
    const [change] = changesBetween(before, { ...before, plan }, 'constructor');
    expect(change).toEqual({ subject: 'constructor', before: '', after: 'x', rank: 10 });
  });

  it('reports a binary that changed under the same version', () => {
    const arms = { ...before.arms, runc: { ...before.arms.runc, 'binaries.runc.sha256': 'b'.repeat(64) } };
    expect(changesBetween(before, { ...before, arms }, 'runc')).toEqual([
      expect.objectContaining({ subject: 'the binary of runc', before: 'aaaaaaaaaaaa', after: 'bbbbbbbbbbbb' }),
    ]);
  });
});
