/** Speaks QEMU's machine protocol (QMP, docs/interop/qmp-spec) with a machine of ours: one command after another. */
import { createConnection, type Socket } from 'node:net';
import * as z from 'zod';
import { tryJson } from '../../json.js';

/** Events come in between, and are of no use here. */
const answerSchema = z.looseObject({
  return: z.unknown().optional(),
  error: z.looseObject({ desc: z.string() }).optional(),
});

export interface Patience {
  /** How long all of it may take. */
  readonly seconds: number;
  readonly signal: AbortSignal;
}

export type Execute = (command: string, args?: Readonly<Record<string, unknown>>) => Promise<unknown>;

/**
 * Connects, and gives `act` what executes commands. The monitor is trusted no more than a sandbox, and not waited for
 * without end.
 * @throws Error where QEMU refuses a command, ends, or takes too long; the reason of the signal.
 */
export async function withQmp<Result>(
  path: string,
  { seconds, signal }: Patience,
  act: (execute: Execute) => Promise<Result>,
): Promise<Result> {
  const socket = createConnection(path);
  const late = AbortSignal.timeout(seconds * 1000);
  const stops = AbortSignal.any([late, signal]);
  const end = () => socket.destroy(new Error(`QEMU did not answer within ${seconds} s`));
  stops.addEventListener('abort', end);
  if (stops.aborted) end();
  // Whoever waits for an answer gets the error.
  socket.on('error', () => undefined);
  try {
    const answers = answersOf(socket);
    const execute: Execute = async (command, args) => {
      socket.write(`${JSON.stringify({ execute: command, ...(args && { arguments: args }) })}\n`);
      const { error, return: value } = await next(answers, command);
      if (error) throw new Error(`QEMU refused ${command}: ${error.desc}`);
      return value;
    };
    await execute('qmp_capabilities');
    return await act(execute);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    stops.removeEventListener('abort', end);
    socket.destroy();
  }
}

type Answer = z.infer<typeof answerSchema>;

async function next(answers: AsyncIterator<Answer>, command: string): Promise<Answer> {
  const { value, done } = await answers.next();
  if (done) throw new Error(`QEMU ended while it was asked for ${command}`);
  return value;
}

/** @throws Error where the connection breaks. */
async function* answersOf(socket: Socket): AsyncGenerator<Answer, void> {
  let rest = '';
  for await (const text of socket.setEncoding('utf8')) {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const answer = answerSchema.safeParse(tryJson(line));
      if (answer.success && ('return' in answer.data || answer.data.error)) yield answer.data;
    }
  }
}
