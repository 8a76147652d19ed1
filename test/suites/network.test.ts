import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { OutputError, type Work } from '../../src/suites/benchmark.js';
import { findBenchmarks, measuredTogether } from '../../src/suites/index.js';
import { readIperf } from '../../src/suites/network/iperf-output.js';
import { benchmark, recorded, thrown } from './fixture.js';

const report = (file: string) => readFileSync(new URL(`../fixtures/iperf3/${file}.json`, import.meta.url), 'utf8');
const WORK: Work & { kind: 'fixed' } = { kind: 'fixed', amount: 256, unit: 'MiB' };

/** Returns a report in which one text is replaced by another. */
function changed(file: string, from: string | RegExp, to: string): string {
  const text = report(file);
  const other = text.replace(from, to);
  if (other === text) throw new Error(`${file} has no ${from}`);
  return other;
}

const fault = (id: string, output: string, work: Work = WORK) => thrown(() => benchmark(id).parse(output, work, 0));

describe('the reports that iperf3 3.12 printed', () => {
  it("give the receiver's figure of a sending sandbox", () => {
    expect(benchmark('network.tcp.send').parse(report('send'), WORK, 0)).toEqual({
      throughput: 4677370389.569657 / 1e9,
      total_time: 0.459122,
      retransmits: 0,
    });
  });

  it("give the receiver's figure of a receiving sandbox, and what the host sent again", () => {
    expect(benchmark('network.tcp.receive').parse(report('receive'), WORK, 0)).toEqual({
      throughput: 3684668313.8417616 / 1e9,
      total_time: 0.582816,
      retransmits: 19,
    });
  });

  it('of four streams count what had arrived when the sender ended', () => {
    const { received, sentBytes } = readIperf(report('send-4'));
    expect(received.bytes).toBeLessThan(sentBytes);
    expect(benchmark('network.tcp.send.4').parse(report('send-4'), WORK, 0).throughput).toBeCloseTo(4.62485, 4);
  });

  it('of UDP say how many packets were lost', () => {
    expect(readIperf(report('udp')).packets).toEqual({ sent: 50_000, lost: 18_102, jitterMs: 0.0031063660455807264 });
  });
});

describe('a report that is not of the test that was asked for', () => {
  it.each([
    ['network.tcp.send', 'receive', 'direction: receive, asked for send'],
    ['network.tcp.receive', 'send', 'direction: send, asked for receive'],
    ['network.tcp.send', 'send-4', 'streams: 4, asked for 1'],
    ['network.tcp.send', 'udp', 'protocol: UDP, asked for TCP'],
  ])('is refused: %s given %s', (id, file, message) => {
    expect(fault(id, report(file))).toBeInstanceOf(OutputError);
    expect(String(fault(id, report(file)))).toContain(message);
  });

  it('is refused where it moved another amount', () => {
    const message = String(fault('network.tcp.send', report('send'), { ...WORK, amount: 255 }));
    expect(message).toContain(`askedBytes: ${256 * 2 ** 20}, asked for ${255 * 2 ** 20}`);
  });
});

describe('a damaged or contradictory report', () => {
  it.each([
    ['more was received than sent', changed('send', /("sum_sent":\s*\{[^}]*"bytes":\s*)\d+/, '$11000')],
    ['nothing was received', changed('send', /("sum_received":\s*\{[^}]*"bytes":\s*)\d+/, '$10')],
    [
      'the rate does not agree',
      changed('send', /("sum_received":\s*\{[^}]*"bits_per_second":\s*)[\d.]+/, '$16677370389.5'),
    ],
    ['it took no time', changed('send', /("sum_received":\s*\{[^}]*"seconds":\s*)[\d.]+/, '$10')],
  ])('is refused: %s', (message, output) => {
    expect(String(fault('network.tcp.send', output))).toContain(message);
  });

  it.each([
    ['an error', report('refused'), 'unable to connect to server: Connection refused'],
    ['nothing', '', 'not JSON'],
    ['half a report', report('send').slice(0, 900), 'not JSON'],
    ['text before it', `warning: x\n${report('send')}`, 'not JSON'],
    ['another version', changed('send', 'iperf 3.12', 'iperf 2.1'), 'start.version'],
    [
      'a text for a number',
      changed('send', /"retransmits":\s*0,\s*"sender"/, '"retransmits":"0","sender"'),
      'retransmits',
    ],
    ['no sum', changed('send', '"sum_received"', '"sum_other"'), 'end.sum_received'],
    ['a flood', `${report('send')}${' '.repeat(300_000)}`, 'more than a report'],
  ])('is refused: %s', (_, output, message) => {
    const error = fault('network.tcp.send', output);
    expect(error).toBeInstanceOf(OutputError);
    expect(String(error)).toContain(message);
  });
});

describe('the suite network', () => {
  const all = findBenchmarks(['network.*']);

  it('asks for fixed work with every option set', () => {
    expect(
      benchmark('network.tcp.receive.4')
        .command({ ...WORK, amount: 7 })
        .argv.join(' '),
    ).toBe('iperf3 --client 198.18.0.1 --port 5201 --json --bytes 7M --length 128K --parallel 4 --reverse');
  });

  it('sends each KiB at once where it is asked for small writes', () => {
    const { argv } = benchmark('network.tcp.send.1k').command({ ...WORK, amount: 7 });
    expect(argv.join(' ')).toContain('--bytes 7M --length 1K --parallel 1 --no-delay');
    expect(String(fault('network.tcp.send.1k', report('send')))).toContain('blockBytes: 131072, asked for 1024');
  });

  it.each(all.filter(({ crowd, asker, server }) => !crowd && (asker || server)).map(({ id }) => id))(
    'gives %s a time after which it hangs, longer for more work',
    (id) => {
      const one = benchmark(id);
      const more: Work =
        one.defaultWork.kind === 'fixed' ? { ...one.defaultWork, amount: 8000 } : { kind: 'timed', seconds: 2 };
      const seconds = [one.defaultWork, more].map((work) => one.command(work).seconds ?? 0);
      expect(seconds[0]).toBeGreaterThan(30);
      expect(seconds[0]).toBeLessThan(120);
      expect(seconds[1]).toBeGreaterThan(30);
    },
  );

  it('takes one pair of what it does a block, however many the run takes of others', () => {
    expect([...new Set(all.filter(({ asker, server }) => asker || server).map(({ pairs }) => pairs))]).toEqual([1]);
  });

  it('says what it needs besides sysbench, and what it talks to', () => {
    const needs = all.map(({ id, packages = [], server, asker }) => [
      id.split('.').slice(0, 2).join('.'),
      `${packages.join(' ')}, ${asker ?? server?.port}`,
    ]);
    expect(Object.fromEntries(needs)).toEqual({
      'network.tcp': 'iperf3, 5201',
      'network.udp': 'iperf3, 5201',
      'network.message': 'sockperf, 11111',
      'network.http': 'nginx-light wrk, peer',
      'network.startup': ', undefined',
      'network.between': 'sockperf, undefined',
    });
  });

  it('gives starts and memory of the same run other definitions', () => {
    const events = (...patterns: string[]) =>
      measuredTogether(findBenchmarks(patterns)).flatMap(({ defaultWork: work }) =>
        work.kind === 'observed' ? [work.event] : [],
      );
    expect(events('lifecycle', 'cpu')).toEqual(['call to first word', 'request to done']);
    expect(events('lifecycle', 'network.tcp.send')).toEqual([
      'call to first word, with a network',
      'request to done, with a network',
    ]);
    expect(events('footprint.pss', 'network.tcp.send')).toEqual([expect.stringMatching(/, with a network$/)]);
    expect(events('footprint.pss', 'network.startup')).toEqual([expect.stringMatching(/, with a network$/), undefined]);
  });
});

describe('UDP', () => {
  const packets = (amount: number): Work => ({ kind: 'fixed', amount, unit: 'packets' });

  it('counts what the receiver has got, and not what was sent', () => {
    const found = benchmark('network.udp.send').parse(report('udp'), packets(50_000), 0);
    expect(found).toEqual({
      packets_per_second: 31_898 / 0.691048,
      delivered_share: 31_898 / 50_000,
      jitter: 0.0031063660455807264,
      total_time: 0.691048,
    });
  });

  /** Returns the report as iperf3 before 3.11 writes it, which has the sum of the sender's bytes and no other. */
  function ofOldVersion(file: string): string {
    const { end, ...rest } = JSON.parse(report(file));
    const { sum_sent: _, sum_received: __, ...old } = end;
    return JSON.stringify({ ...rest, start: { ...rest.start, version: 'iperf 3.9' }, end: old });
  }

  it('counts the same in a report from before 3.11, which tells only what was sent and what was lost', () => {
    expect(readIperf(ofOldVersion('udp'))).toEqual({
      ...readIperf(report('udp')),
      received: { bytes: 31_898 * 64, seconds: 0.691048, bitsPerSecond: (8 * 31_898 * 64) / 0.691048 },
    });
    expect(benchmark('network.udp.send').parse(ofOldVersion('udp'), packets(50_000), 0)).toEqual(
      benchmark('network.udp.send').parse(report('udp'), packets(50_000), 0),
    );
  });

  it('of an old report is refused where more was lost than sent, and where it took no time', () => {
    const changedOld = (from: RegExp, to: string) => ofOldVersion('udp').replaceAll(from, to);
    const lost = changedOld(/"lost_packets":18102/g, '"lost_packets":60000');
    expect(fault('network.udp.send', lost, packets(50_000))).toBeInstanceOf(OutputError);
    const instant = changedOld(/"seconds":0\.691048/g, '"seconds":0');
    expect(fault('network.udp.send', instant, packets(50_000))).toBeInstanceOf(OutputError);
  });

  it.each([
    ['network.udp.send', report('send'), packets(50_000), 'protocol: TCP, asked for UDP'],
    ['network.udp.send', report('udp'), packets(49_999), 'askedBlocks: 50000, asked for 49999'],
    ['network.udp.send', changed('udp', /"blksize":\s*64/, '"blksize": 512'), packets(50_000), 'blockBytes: 512'],
    ['network.udp.send', changed('udp', /"lost_packets":\s*18102/g, '"lost_packets": 60000'), packets(50_000), 'lost'],
  ])('is refused where the test was another one: %s', (id, output, work, message) => {
    expect(String(fault(id, output, work))).toContain(message);
  });

  it('is asked for by time from the host: by number, iperf3 waits for packets that were lost', () => {
    const { argv, seconds } = benchmark('network.udp.receive').command({ kind: 'timed', seconds: 1 });
    expect(argv.join(' ')).toContain('--udp --bitrate 0 --length 64 --time 1 --reverse');
    expect(seconds).toBe(31);
    expect(String(fault('network.udp.send', report('udp-receive'), packets(20_000)))).toContain('idle timeout');
  });

  it('asks for packets of 64 bytes as fast as they can be sent', () => {
    expect(benchmark('network.udp.send').command(packets(9)).argv.join(' ')).toBe(
      'iperf3 --client 198.18.0.1 --port 5201 --json --udp --bitrate 0 --length 64 --blockcount 9',
    );
  });
});

describe('messages', () => {
  const SECOND: Work = { kind: 'timed', seconds: 1 };
  const sample = (words: string) => recorded('3.7.txt', words, 'sockperf');

  it.each([
    ['network.message.ping', 'native ping-pong', SECOND],
    ['network.message.load', 'native under-load', SECOND],
    ['network.message.load', 'published', { kind: 'timed', seconds: 5 } as const],
  ])('of %s are read from what sockperf printed: %s', (id, title, work) => {
    const one = benchmark(id);
    const found = one.parse(sample(title), work, 0);
    const told = one.metrics.map(({ name }) => name).filter((name) => name !== one.wholeHost?.metric);
    expect(Object.keys(found).sort()).toEqual(told.toSorted());
    expect(found.round_trip_p99).toBeGreaterThanOrEqual(found.round_trip_p50 ?? Number.POSITIVE_INFINITY);
  });

  const edited = (from: string | RegExp, to: string) => {
    const text = sample('native ping-pong');
    const other = text.replace(from, to);
    if (other === text) throw new Error(`the sample has no ${from}`);
    return other;
  };

  it.each([
    ['nothing', () => '', 'no report'],
    ['another kind of time', () => edited('avg-rtt', 'avg-latency'), 'one way'],
    [
      'many messages without an answer',
      () => edited('dropped messages = 0', 'dropped messages = 300'),
      '300 messages had no answer',
    ],
    ['doubled messages', () => edited('duplicated messages = 0', 'duplicated messages = 1'), 'doubled or out of order'],
    [
      'a lower percentile that takes longer',
      () => edited(/(percentile 50\.000 = *)[\d.]+/, '$1999999.9'),
      'lower percentile',
    ],
    ['no P99', () => edited(/.*percentile 99\.000.*\n/, ''), 'percentiles 50 and 99'],
    ['a longer test', () => edited(/(Valid Duration\] RunTime=)[\d.]+/, '$12.500'), 'asked for 1'],
    ['two reports', () => `${sample('native ping-pong')}\n${sample('native ping-pong')}`, 'twice'],
    ['too few answers', () => edited(/Total \d+ observations/, 'Total 99 observations'), 'P99 needs 100'],
    ['a flood', () => `${sample('native ping-pong')}${' '.repeat(70_000)}`, 'more than a report'],
    ['a refused connection', () => sample('refused'), 'no report'],
  ])('are refused: %s', (_, output, message) => {
    const error = thrown(() => benchmark('network.message.ping').parse(output(), SECOND, 0));
    expect(error).toBeInstanceOf(OutputError);
    expect(String(error)).toContain(message);
  });

  it('may have a few whose answers came after the end of the test', () => {
    const late = edited('dropped messages = 0', 'dropped messages = 3');
    expect(benchmark('network.message.ping').parse(late, SECOND, 0).round_trip_p50).toBe(12.508);
  });

  it('cost the host CPU time for each message of the whole test', () => {
    const { wholeHost } = benchmark('network.message.ping');
    expect(wholeHost?.amount(SECOND, { messages_per_second: 20_000 })).toBe(0.02);
  });
});

describe('requests', () => {
  const SECOND: Work = { kind: 'timed', seconds: 1 };
  const sample = (words: string) => recorded('4.1.0.txt', words, 'wrk');

  it.each(['keepalive', 'close'])('of network.http.%s are read from what wrk 4.1.0 printed', (name) => {
    const one = benchmark(`network.http.${name}`);
    const found = one.parse(sample(name), SECOND, 0);
    const told = one.metrics.map(({ name }) => name).filter((name) => name !== one.wholeHost?.metric);
    expect(Object.keys(found).sort()).toEqual(told.toSorted());
    expect(found.latency_p99).toBeGreaterThanOrEqual(found.latency_p50 ?? Number.POSITIVE_INFINITY);
  });

  const edited = (from: string | RegExp, to: string) => {
    const text = sample('keepalive');
    const other = text.replace(from, to);
    if (other === text) throw new Error(`the sample has no ${from}`);
    return other;
  };

  it.each([
    ['nothing', () => '', 'no report'],
    [
      'answers that are errors',
      () => edited('Requests/sec', '  Non-2xx or 3xx responses: 12\nRequests/sec'),
      'no success: 12',
    ],
    [
      'answers that did not come',
      () => edited('Requests/sec', '  Socket errors: connect 0, read 1, write 0, timeout 7\nRequests/sec'),
      'read: 1, timeout: 7',
    ],
    ['another rate', () => edited(/(Requests\/sec: +)[\d.]+/, '$1500.00'), 'do not agree'],
    ['other connections', () => edited('32 connections', '31 connections'), '31 connections'],
    ['no P99', () => edited(/.* 99% .*\n/, ''), 'percentiles 50 and 99'],
    ['a refused connection', () => sample('refused'), 'no report'],
    ['two reports', () => `${sample('keepalive')}\n${sample('keepalive')}`, 'twice'],
  ])('are refused: %s', (_, output, message) => {
    const error = thrown(() => benchmark('network.http.keepalive').parse(output(), SECOND, 0));
    expect(error).toBeInstanceOf(OutputError);
    expect(String(error)).toContain(message);
  });

  it('are asked by the peer, of the address that the sandbox has', () => {
    const { command, asker } = benchmark('network.http.close');
    expect(asker).toBe('peer');
    expect(command(SECOND, '198.18.1.7').argv.join(' ')).toBe(
      'wrk --threads 1 --connections 32 --duration 1s --latency --header Connection: close http://198.18.1.7:8080/',
    );
  });
});

describe('streams', () => {
  const packets = (amount: number): Work => ({ kind: 'fixed', amount, unit: 'packets' });
  const ASKED = packets(500);
  const sample = (words = 'stream') => recorded('0.9.0.txt', words, 'irtt');

  it('are read from what irtt 0.9.0 wrote', () => {
    const one = benchmark('stream.udp');
    const found = one.parse(sample(), ASKED, 0);
    const told = one.metrics.map(({ name }) => name).filter((name) => name !== one.wholeHost?.metric);
    expect(Object.keys(found).sort()).toEqual(told.toSorted());
    expect(found.round_trip_p99).toBeGreaterThanOrEqual(found.round_trip_p50 ?? Number.POSITIVE_INFINITY);
    expect(found.lost_share).toBe(0);
    expect(found.sent_share).toBeLessThanOrEqual(1.01);
  });

  const edited = (from: string | RegExp, to: string) => {
    const text = sample();
    const other = text.replace(from, to);
    if (other === text) throw new Error(`the sample has no ${from}`);
    return other;
  };

  it.each([
    ['nothing', () => '', 'needs one'],
    ['a refused connection', () => sample('refused'), 'no report'],
    ['two reports', () => sample() + sample(), 'needs one'],
    ['an answer to nothing', () => `"rtt": 5\n${sample()}`, 'before any packet'],
    ['another distance', () => edited(/"interval": \d+/g, '"interval": 5000000'), 'each 5000000 ns'],
    ['two distances', () => edited(/"interval": \d+/, '"interval": 5000000'), 'needs one'],
    ['smaller packets', () => edited(/"length": \d+/g, '"length": 64'), '64 bytes'],
    ['more answers than packets', () => edited(/"packets_received": \d+/, '"packets_received": 9999'), 'more packets'],
    [
      'a round trip too few',
      () => edited(/"lost": "false",\n"rtt": \d+\n/, '"lost": "true",\n'),
      'one round trip for each answer',
    ],
    ['a round trip of no time', () => edited(/"rtt": \d+/, '"rtt": 0'), 'took no time'],
    ['text', () => edited(/"rtt": \d+/, '"rtt": soon'), 'no report'],
  ])('are refused: %s', (_, output, message) => {
    const error = thrown(() => benchmark('stream.udp').parse(output(), ASKED, 0));
    expect(error).toBeInstanceOf(OutputError);
    expect(String(error)).toContain(message);
  });

  it('are asked for by their distance in time, of packets that are never cut', () => {
    const { argv, seconds } = benchmark('stream.udp').command(packets(400));
    expect(argv.join(' ')).toContain('-d 1s -l 1200 -i 2500000ns');
    expect(seconds).toBe(31);
  });

  it('have half of the rate that native has held, however little that is', () => {
    const { workSizer } = benchmark('stream.udp');
    const work = (sent: number, lost: number) => workSizer?.work({ sent_share: sent, lost_share: lost }, 1);
    expect(work(1, 0)).toEqual(packets(500));
    expect(work(0.5, 0.1)).toEqual(packets(225));
    expect(work(0, 0)).toEqual(packets(100));
  });

  it('cost the host CPU time for each GiB that was sent', () => {
    const { wholeHost } = benchmark('stream.udp');
    expect(wholeHost?.amount(packets(2000), { sent_share: 0.5 })).toBeCloseTo(1.2e6 / 2 ** 30, 12);
  });
});

describe('what passes between two sandboxes', () => {
  const readIn = (id: string, output: string, cpuSeconds: number) => {
    const { crowd } = benchmark(id);
    if (crowd?.asked !== 'to work') throw new Error(`${id} does not work`);
    // The first phase starts the server, which is no part of it.
    return crowd.read([[''], [output]], [99, cpuSeconds]);
  };

  it("has the host's CPU time for a GiB, of the phase in which it passes", () => {
    expect(readIn('network.between.tcp', report('send'), 0.5)).toEqual({
      throughput: 4677370389.569657 / 1e9,
      retransmits: 0,
      cpu_per_gib: 2,
    });
  });

  it("has the host's CPU time for a message, of all those of the second", () => {
    const told = readIn('network.between.message', recorded('3.7.txt', 'ping-pong', 'sockperf'), 1.5);
    expect(told.cpu_per_message).toBeCloseTo(1.5e6 / (8011 / 0.545), 6);
  });

  it.each(['network.between.tcp', 'network.between.message'])('is told by the metrics of %s alone', (id) => {
    const output = id.endsWith('tcp') ? report('send') : recorded('3.7.txt', 'ping-pong', 'sockperf');
    expect(Object.keys(readIn(id, output, 1)).sort()).toEqual(
      benchmark(id)
        .metrics.map(({ name }) => name)
        .sort(),
    );
  });

  // Both programs exit with 0 where nobody listens yet.
  it.each([
    ['network.between.tcp', 'iperf3', '{ "error": "unable to connect to server: Connection refused" }'],
    ['network.between.message', 'sockperf', 'sockperf: ERROR: Can`t connect socket (errno=111 Connection refused)'],
  ])('is asked for again until the server of %s listens: %s', (id, program, refusal) => {
    const { crowd } = benchmark(id);
    if (crowd?.asked !== 'to work') throw new Error(`${id} does not work`);
    const [, [ask] = []] = crowd.phases(2, ['198.18.1.1', '198.18.1.2']);
    const folder = mkdtempSync(join(tmpdir(), 'tare-asked-'));
    const script = `#!/bin/sh\nif [ -e ${folder}/asked ]; then echo report; else touch ${folder}/asked; cat ${folder}/refusal; fi\n`;
    writeFileSync(join(folder, 'refusal'), `${refusal}\n`);
    writeFileSync(join(folder, program), script, { mode: 0o755 });
    const [file = '', ...args] = ask?.argv ?? [];
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
    expect(execFileSync(file, args, { env, encoding: 'utf8' })).toBe('report\n');
    rmSync(folder, { recursive: true });
  });
});
