/** What dpkg says is installed. */
import { existsSync } from 'node:fs';
import { runCommand } from './command.js';

/** dpkg-query's own fields, in braces behind a dollar sign. */
const FORMAT = `${['Package', 'Version', 'db:Status-Status'].map((field) => `$\{${field}}`).join('\t')}\n`;

/** Versions of those of these packages that are installed. */
export async function installedVersions(names: readonly string[]): Promise<Map<string, string>> {
  if (!existsSync('/usr/bin/dpkg-query')) return new Map();
  const { stdout } = await runCommand(['dpkg-query', '-W', '-f', FORMAT, ...names]);
  const rows = stdout.split('\n').map((line) => line.split('\t'));
  return new Map(
    rows.flatMap(([name, version, status]) => (name && version && status === 'installed' ? [[name, version]] : [])),
  );
}
