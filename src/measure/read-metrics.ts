/** Reads metrics from what a command printed, or fails the trial. */
import { type Benchmark, OutputError, type Work } from '../suites/benchmark.js';
import { type CommandOutcome, MeasurementFailure } from './session.js';

/** @throws MeasurementFailure that quotes the lines at fault, where the output is not what this benchmark prints. */
export function readMetrics(
  benchmark: Benchmark,
  { output, takenMs }: CommandOutcome,
  work: Work,
): Record<string, number> {
  return asOutputFailure(() => benchmark.parse(output, work, takenMs));
}

/** @throws MeasurementFailure with the lines at fault, where `read` finds another output than it reads. */
export function asOutputFailure<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    const message = error.message.split('\n')[0] ?? '';
    throw new MeasurementFailure({
      reason: 'output',
      message,
      tail: error.lines.slice(0, 12).map((line) => line.slice(0, 400)),
    });
  }
}
