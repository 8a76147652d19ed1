/** The actions and workflows of this repository: files, and blocks of its documents. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const ROOT = join(import.meta.dirname, '../..');

export interface YamlFile {
  readonly kind: 'action' | 'workflow';
  /** The name includes the line, where it is a block of a document. */
  readonly name: string;
  readonly text: string;
}

const FOLDERS = ['.github', 'examples', 'docs'];
const BLOCK = /^```ya?ml\n(.*?)^```/gms;

function filesIn(folder: string): string[] {
  const path = join(ROOT, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
}

/** Wraps a list of steps that is shown without the workflow around it. */
function wrapSteps(steps: string): string {
  const indented = steps.replace(/^/gm, '      ');
  return `on: push\njobs:\n  example:\n    runs-on: self-hosted\n    steps:\n${indented}`;
}

/** Classifies a file by its contents; `undefined` for a configuration of Tare and other YAML. */
function classify(name: string, text: string): YamlFile | undefined {
  const value: unknown = parse(text);
  const isSteps = Array.isArray(value) && value.some((one) => one !== null && typeof one === 'object' && 'uses' in one);
  if (isSteps) return { kind: 'workflow', name, text: wrapSteps(text) };
  if (typeof value !== 'object' || value === null) return undefined;
  if ('jobs' in value) return { kind: 'workflow', name, text };
  return 'runs' in value ? { kind: 'action', name, text } : undefined;
}

function blocksOf(name: string): [name: string, text: string][] {
  const text = readFileSync(join(ROOT, name), 'utf8');
  return [...text.matchAll(BLOCK)].map((match) => {
    const line = text.slice(0, match.index).split('\n').length;
    return [`${name}:${line}`, match[1] ?? ''];
  });
}

/** Returns all of them, with the action at the root first. */
export function yamlFiles(): YamlFile[] {
  const all = ['action.yml', 'README.md', ...FOLDERS.flatMap(filesIn)].filter((name) => existsSync(join(ROOT, name)));
  const whole = all.filter((name) => /\.ya?ml$/.test(name));
  const texts = whole.map((name): [string, string] => [name, readFileSync(join(ROOT, name), 'utf8')]);
  const blocks = all.filter((name) => name.endsWith('.md')).flatMap(blocksOf);
  return [...texts, ...blocks].flatMap(([name, text]) => classify(name, text) ?? []);
}
