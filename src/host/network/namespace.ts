/**
 * Makes network namespaces that a file of Tare's holds: each lasts until its file is unmounted, whatever processes are
 * in it.
 */
import { statSync, writeFileSync } from 'node:fs';
import { mustRun } from '../commands/command.js';
import type { Host } from '../host.js';
import type { JournalEntry } from '../undo/journal.js';

export class NetworkNamespace {
  readonly path: string;
  readonly #change: JournalEntry;

  private constructor(path: string, change: JournalEntry) {
    this.path = path;
    this.#change = change;
  }

  /**
   * Makes a namespace. It is not below /run/netns, where `ip netns` would leave a mount.
   * @throws CommandError where the kernel has no network namespaces.
   */
  static async make(host: Host, path: string): Promise<NetworkNamespace> {
    const change = host.journal.record({ kind: 'path', path });
    writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
    const namespace = new NetworkNamespace(path, change);
    try {
      await mustRun(['unshare', `--net=${path}`, 'true']);
    } catch (error) {
      await namespace.remove();
      throw error;
    }
    return namespace;
  }

  /** It is the number by which the kernel knows it, the one that /proc/PID/ns/net of its processes leads to. */
  get inode(): number {
    return statSync(this.path).ino;
  }

  /** These words go before a command that is to run in it. */
  get enter(): readonly string[] {
    return enterNetwork(this.path);
  }

  /** Runs lines of `ip` in it. @throws CommandError with what the kernel says of the first line that it refuses. */
  async ip(lines: readonly string[]): Promise<void> {
    await ipIn(this.path, lines);
  }

  /** It is safe to call twice. */
  async remove(): Promise<void> {
    await this.#change.undo();
  }
}

/** Returns the words that go before a command that is to run in the network namespace at `path`. */
export const enterNetwork = (path: string): readonly string[] => ['nsenter', `--net=${path}`, '--'];

/** Runs lines of `ip` in the namespace at `path`. @throws CommandError */
export async function ipIn(path: string, lines: readonly string[]): Promise<void> {
  await mustRun([...enterNetwork(path), 'ip', '-batch', '-'], { input: `${lines.join('\n')}\n` });
}
