/** A search from where its record is to its answer, whoever builds and measures. */
import type { BisectRecord, Tried } from './document.js';
import { nextStep, type Task } from './task.js';

export interface Laboratory {
  /** Builds and compares two commits. What keeps the candidate from it is in the answer; the rest is thrown. */
  compare(task: Task, record: BisectRecord): Promise<Tried>;
  /** Called with every new state of the record, which is to survive a kill. */
  save(record: BisectRecord): void;
  /** Of this search, so far, s. */
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
