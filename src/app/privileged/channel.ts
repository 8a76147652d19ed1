/**
 * The protocol of an unprivileged parent and its child under sudo: one JSON object a line, over a Unix socket in a
 * folder that only the parent's user and root may enter. Nothing of it is in argument lists or environments, which
 * others can read.
 */
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { tryJson } from '../../json.js';

/** The parent's first line. */
const beginSchema = z.object({
  type: z.literal('begin'),
  argv: z.array(z.string()),
  cwd: z.string(),
  environment: z.record(z.string(), z.string()),
  /** Folders whose new entries belong to the parent's user when the child ends. */
  handOver: z.array(z.string()),
});

export const fromParent = z.discriminatedUnion('type', [
  beginSchema,
  /** Stands in for a signal: a user may not send one to a process of root. */
  z.object({ type: z.literal('stop') }),
]);

export const fromChild = z.discriminatedUnion('type', [
  /** A value that the parent passes on, such as the path of the run document. */
  z.object({ type: z.literal('output'), name: z.string(), value: z.string() }),
  z.object({ type: z.literal('progress'), block: z.number(), of: z.number() }),
  /** The child's last message: the exit code and, after a failure, the reason. */
  z.object({
    type: z.literal('end'),
    code: z.number(),
    failure: z.object({ message: z.string(), isUsers: z.boolean() }).optional(),
  }),
]);

export type Begin = z.infer<typeof beginSchema>;
export type FromParent = z.infer<typeof fromParent>;
export type FromChild = z.infer<typeof fromChild>;

export function send(socket: Socket, message: FromParent | FromChild): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

/** It is several times what the longest arguments and variables take that Linux allows. */
const LONGEST_LINE_BYTES = 16 * 1024 ** 2;
const LINE_BREAK = 10;

/**
 * Calls `hear` for every message of the other side. A line that is no such message, or that does not end, ends the
 * connection.
 */
export function receive<T>(socket: Socket, schema: z.ZodType<T>, hear: (message: T) => void): void {
  let bytes = 0;
  socket.on('data', (piece: Buffer) => {
    bytes = piece.includes(LINE_BREAK) ? 0 : bytes + piece.length;
    if (bytes > LONGEST_LINE_BYTES) socket.destroy();
  });
  const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY });
  // It passes on what the socket says, and an error that nobody listens to ends the process.
  lines.on('error', () => socket.destroy());
  lines.on('line', (line) => {
    const message = messageIn(line, schema);
    if (message === undefined) socket.destroy();
    else hear(message);
  });
}

function messageIn<T>(line: string, schema: z.ZodType<T>): T | undefined {
  return schema.safeParse(tryJson(line)).data;
}
