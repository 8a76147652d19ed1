/** Things that may be at a path where a file or a folder of ours is expected. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const NOBODY = 65_534;
const MIB = 1024 ** 2;

const text =
  (content: string | Buffer) =>
  (path: string): void =>
    writeFileSync(path, content, { mode: 0o600 });

const sparse =
  (bytes: number) =>
  (path: string): void => {
    writeFileSync(path, '', { mode: 0o600 });
    truncateSync(path, bytes);
  };

const link =
  (target: string) =>
  (path: string): void =>
    symlinkSync(target, path);

/** Each function makes the thing at the path. */
export const THINGS: Readonly<Record<string, (path: string) => void>> = {
  'a folder with something in it': (path) => {
    mkdirSync(path, { mode: 0o700 });
    writeFileSync(join(path, 'thesis'), 'of a user');
  },
  'a file of one line': text('hello\n'),
  'an empty file': text(''),
  'a file of NUL': text(Buffer.alloc(100)),
  'a file of all bytes': text(Buffer.from(Array.from({ length: 2560 }, (_, at) => at % 256))),
  'a file cut short': text('{"kind":"tare-run","schemaVersion":1,"files":[{"path":"a'),
  'the word null': text('null'),
  'a list': text('[[]]'),
  'a string': text('"x"'),
  'an object of nothing that is known': text('{"__proto__":{"x":1},"kind":[],"files":{},"boot":1}'),
  'a file of a later version': text('{"kind":"tare-run","schemaVersion":99,"version":99,"type":"omen","id":7}\n'),
  'a hundred thousand brackets': text('['.repeat(100_000)),
  'a file of 600 MiB': sparse(600 * MIB),
  'a file of 3 GiB': sparse(3072 * MIB),
  'a pipe': (path) => void execFileSync('mkfifo', [path]),
  'a socket': (path) =>
    void execFileSync('perl', ['-MIO::Socket::UNIX', '-e', SOCKET, basename(path)], { cwd: dirname(path) }),
  'a link to nowhere': link('/nonexistent/deep'),
  'a link to itself': (path) => symlinkSync(path, path),
  'a link to a device without end': link('/dev/zero'),
  'a link to a full device': link('/dev/full'),
  'a link to memory': link('/proc/self/mem'),
  'a file that nobody may use': (path) => {
    text('hello\n')(path);
    chmodSync(path, 0);
  },
  "another user's file": (path) => {
    text('hello\n')(path);
    chownSync(path, NOBODY, NOBODY);
  },
};

const SOCKET = 'IO::Socket::UNIX->new(Type => 1, Local => shift, Listen => 1) or die "socket: $!\\n"';
