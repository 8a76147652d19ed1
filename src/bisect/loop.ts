/** Drives a search from the state of its record to its answer; the caller builds and measures. */
import type { BisectRecord, Tried } from './document.js';
import { nextStep, type Task } from './task.js';

export interface Laboratory {
  /** Builds and compares two commits. A fault of the candidate is part of the answer; any other error is thrown. */
  compare(task: Task, record: BisectRecord): Promise<Tried>;
  /** Called with each new state of the record, which must survive a kill. */
  save(record: BisectRecord): void;
  /** Seconds that this search has spent so far. */
  spentSeconds(): number;
}

export async function search(begun: BisectRecord, lab: Laboratory): Promise<BisectRecord> {
  let record = begun;
  for (;;) {
    const { task, answer } = nextStep(record);
    if (!task) {
      record = { ...record, answer, finishedAt: new Date().toISOString() };
      lab.save(record);
      return record;
    }
    const tried = await lab.compare(task, record);
    record = { ...record, tried: [...record.tried, tried], spentSeconds: lab.spentSeconds() };
    lab.save(record);
  }
}
