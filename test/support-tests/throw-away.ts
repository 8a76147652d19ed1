/** Makes little actions in a folder of their own, which is removed after the test. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface ThrowAway {
  /** The folder of the action's repository. */
  readonly repository: string;
  /** The work folder of the runner. */
  readonly directory: string;
  readonly workspace: string;
  write(path: string, text: string): void;
  remove(): void;
}

/** Makes a repository with these files. Its scripts can import what this project can. */
export function throwAway(files: Readonly<Record<string, string>>): ThrowAway {
  const root = mkdtempSync(join(tmpdir(), 'tare-throw-away-'));
  const [repository, directory] = [join(root, 'action'), join(root, 'work')];
  const write = (path: string, text: string) => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  for (const [path, text] of Object.entries(files)) write(`action/${path}`, text);
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(root, 'node_modules'));
  const remove = () => rmSync(root, { recursive: true, force: true });
  return { repository, directory, workspace: join(directory, 'workspace'), write, remove };
}

/** Makes a node24 action: `main.mjs` in its folder, and `post.mjs` where it has one. */
export const nodeAction = (inputs: readonly string[] = [], more = '') => `
name: throw-away
description: for a test
inputs: {${inputs.map((name) => `${name}: {description: x, default: ''}`).join(', ')}}
runs: {using: node24, main: main.mjs${more}}
`;

export const WITH_POST = ', post: post.mjs';
