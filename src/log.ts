/** Lets lower layers report what they are doing, without knowing who shows it. */
export interface Log {
  /** Reports a step that takes a while: `installing runc`. */
  step(text: string): void;
  /** Reports in one sentence something that the user should act on. */
  warn(text: string): void;
}

export const silentLog: Log = { step: () => undefined, warn: () => undefined };
