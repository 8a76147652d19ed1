/** How lower layers tell what they are doing, without knowing who shows it. */
export interface Log {
  /** A step that takes a while: `installing runc`. */
  step(text: string): void;
  /** Something the user should act on, one sentence. */
  warn(text: string): void;
}

export const silentLog: Log = { step: () => undefined, warn: () => undefined };
