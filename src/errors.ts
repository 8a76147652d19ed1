/** Errors a person can act on. Each carries the exit code that says whose turn it is. */

/** The request cannot be understood or contradicts itself. Exit code 2. */
export class InputError extends Error {
  override readonly name: string = 'InputError';
  readonly exitCode: number = 2;
  constructor(
    message: string,
    /** How to mend it, in one sentence. */
    readonly remedy?: string,
  ) {
    super(remedy ? `${message}\n${remedy}` : message);
  }
}

/** The request is clear, but this host cannot do it. Exit code 3. */
export class HostError extends InputError {
  override readonly name = 'HostError';
  override readonly exitCode = 3;
}
