/** Reads what packages run when they are installed and removed. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readPlainText } from '../files/plain-file.js';

const SCRIPTS = '/var/lib/dpkg/info';

/** Returns the scripts of these kinds that these packages have here: `postinst`, `postrm`. */
export function maintainerScripts(packages: readonly string[], kinds: readonly string[]): string[] {
  if (packages.length === 0 || !existsSync(SCRIPTS)) return [];
  const names = packages.map(inPattern).join('|');
  const isScript = new RegExp(`^(?:${names})(?::[^.]+)?\\.(?:${kinds.join('|')})$`);
  const scripts = readdirSync(SCRIPTS).filter((name) => isScript.test(name));
  return scripts.map((name) => readPlainText(join(SCRIPTS, name)));
}

const inPattern = (name: string): string => name.replace(/[.+]/g, '\\$&');
