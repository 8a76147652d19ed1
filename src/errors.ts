/** Errors a person can act on. Each carries the exit code that says whose turn it is. */

/** Told without a stack: what is wrong and, in one sentence, how to mend it. */
export abstract class UserError extends Error {
  abstract readonly exitCode: number;
  constructor(
    message: string,
    readonly remedy?: string,
  ) {
    super(remedy ? `${message}\n${remedy}` : message);
  }
}

/** The request cannot be understood or contradicts itself. */
export class InputError extends UserError {
  override readonly name = 'InputError';
  override readonly exitCode = 2;
}

/** The request is clear, but this host cannot do it. */
export class HostError extends UserError {
  override readonly name = 'HostError';
  override readonly exitCode = 3;
}

/** The user asked to stop. */
export class Cancelled extends UserError {
  override readonly name = 'Cancelled';
  override readonly exitCode = 130;
}
