/**
 * Reads strictly what `irtt client` writes about one test, of which only the lines of `KEPT` are printed, because all
 * of it is more than a trial may print. A report that contradicts itself is an OutputError.
 */
import { OutputError } from '../benchmark.js';

/** The lines of the report that count, as an extended regular expression of sed, once they begin without blanks. */
export const KEPT = '^"(interval|length|packets_sent|packets_received|duplicates|lost|rtt)": ("[a-z_]+"|-?[0-9]+),?$';

const LINE = new RegExp(KEPT);

export interface IrttRun {
  /** Nanoseconds from one packet to the next, as asked for. */
  readonly interval: number;
  /** Bytes of a packet, without the headers of UDP. */
  readonly length: number;
  readonly sent: number;
  /** The number of packets whose answer came. */
  readonly answered: number;
  /** The round trip of each packet that was answered, in nanoseconds, in the order sent. */
  readonly roundTrips: readonly number[];
  /** How much the round trips of packets that follow one another differ, in nanoseconds, without a sign. */
  readonly variations: readonly number[];
}

/** @throws OutputError for lines that cannot be read, or that contradict one another. */
export function readIrtt(output: string): IrttRun {
  const lines = output.split('\n').flatMap((line) => (line === '' ? [] : [fieldIn(line)]));
  const packets = packetsIn(lines);
  const roundTrips = packets.filter((taken) => taken !== undefined);
  const variations = packets.flatMap((taken, at) => {
    const before = packets[at - 1];
    return taken === undefined || before === undefined ? [] : [Math.abs(taken - before)];
  });
  // The parameters of the test are in the report twice: as asked for, and as the server has agreed to.
  const only = (name: string) =>
    onlyOne(name, new Set(lines.filter((line) => line.name === name).map(({ value }) => value)));
  const counted = (name: string) =>
    onlyOne(
      name,
      lines.filter((line) => line.name === name).map(({ value }) => value),
    );
  const run: IrttRun = {
    interval: only('interval'),
    length: only('length'),
    sent: counted('packets_sent'),
    answered: counted('packets_received') - counted('duplicates'),
    roundTrips,
    variations,
  };
  return consistent(run, packets.length);
}

interface Field {
  readonly name: string;
  readonly value: string;
}

function fieldIn(line: string): Field {
  const [, name, value] = LINE.exec(line) ?? [];
  if (name !== undefined && value !== undefined) return { name, value };
  throw new OutputError('irtt printed no report', [line.slice(0, 400)]);
}

/** The round trip of each packet; undefined for one that was lost. A second `rtt` of a packet is its difference. */
function packetsIn(lines: readonly Field[]): (number | undefined)[] {
  const packets: (number | undefined)[] = [];
  for (const { name, value } of lines) {
    if (name === 'lost') packets.push(undefined);
    if (name !== 'rtt') continue;
    if (packets.length === 0) throw new OutputError('irtt has a round trip before any packet', []);
    packets[packets.length - 1] ??= Number(value);
  }
  return packets;
}

function onlyOne(name: string, found: Iterable<string>): number {
  const [value, ...others] = found;
  if (value !== undefined && others.length === 0 && /^\d+$/.test(value)) return Number(value);
  throw new OutputError(`irtt's report has ${[...found].length} values of ${name}, and needs one`, []);
}

function consistent(run: IrttRun, packets: number): IrttRun {
  const { interval, length, sent, answered, roundTrips } = run;
  demand(interval > 0 && length > 0, 'its packets have no length or no distance', run);
  demand(answered > 0 && answered <= sent, 'more packets are answered than were sent, or none is', run);
  demand(packets === sent, 'it does not tell of each packet', run);
  demand(roundTrips.length === answered, 'it has not one round trip for each answer', run);
  demand(
    roundTrips.every((taken) => Number.isFinite(taken) && taken > 0),
    'a round trip took no time',
    run,
  );
  return run;
}

function demand(holds: boolean, contradiction: string, { sent, answered, roundTrips }: IrttRun): void {
  if (holds) return;
  const counts = `${sent} sent, ${answered} answered, ${roundTrips.length} round trips`;
  throw new OutputError(`irtt's figures cannot be: ${contradiction}`, [counts]);
}
