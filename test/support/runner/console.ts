/** The log of a job. It masks secrets, obeys commands and collects annotations. */
import { relative } from 'node:path';
import { type Command, parseCommand } from './commands.js';

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string;
  /** The path is relative to the workspace where the file is inside. */
  readonly file?: string;
  readonly line?: number;
}

/**
 * GitHub shows this many annotations of each level for one step of a job, and this much of each message; the rest is
 * in the log only.
 */
const MOST_ANNOTATIONS = 10;
const LONGEST_MESSAGE = 4096;

/** Commands that the runner has removed or disabled, because files replace them. */
const REFUSED: readonly string[] = ['set-output', 'save-state', 'set-env', 'add-path'];
const KNOWN: readonly string[] = [
  ...REFUSED,
  'add-mask',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'stop-commands',
  'warning',
];
const LEVELS: readonly string[] = ['error', 'warning', 'notice'];

export class Console {
  readonly #lines: string[] = [];
  readonly #annotations: Annotation[] = [];
  readonly #secrets = new Set<string>();
  readonly #workspace: string;
  readonly #onLine: (line: string) => void;
  #stopToken: string | undefined;

  constructor(workspace: string, secrets: readonly string[], onLine: (line: string) => void) {
    this.#workspace = workspace;
    this.#onLine = onLine;
    for (const secret of secrets) this.#secrets.add(secret);
  }

  get log(): string {
    return this.#lines.join('\n');
  }

  /** Returns the annotations that GitHub shows: at most ten of each level. */
  get annotations(): Annotation[] {
    return this.#annotations.filter((one, at, all) => {
      return all.slice(0, at).filter(({ level }) => level === one.level).length < MOST_ANNOTATIONS;
    });
  }

  mask(text: string): string {
    const longestFirst = [...this.#secrets].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((done, secret) => done.replaceAll(secret, '***'), text);
  }

  /** Writes a line of the runner itself, in which no command is obeyed. */
  write(line: string): void {
    const masked = this.mask(line);
    this.#lines.push(masked);
    this.#onLine(masked);
  }

  annotate(level: Annotation['level'], message: string, properties: Command['properties'] = {}): void {
    const { title, file, line } = properties;
    this.#annotations.push({
      level,
      message: this.mask(message).slice(0, LONGEST_MESSAGE),
      ...(title === undefined ? {} : { title: this.mask(title) }),
      ...(file === undefined ? {} : { file: this.#inWorkspace(file) }),
      ...(line === undefined ? {} : { line: Number(line) }),
    });
    this.write(`##[${level}]${message}`);
  }

  #inWorkspace(file: string): string {
    return file.startsWith(`${this.#workspace}/`) ? relative(this.#workspace, file) : file;
  }

  /** Takes a line that a step printed. It returns false where the line contains a command that fails the step. */
  accept(line: string): boolean {
    const command = parseCommand(line);
    if (command === undefined || !this.#isHeard(command)) {
      this.write(line);
      return true;
    }
    return this.#obey(command, line);
  }

  /** While commands are stopped, only the token that resumes them is obeyed. */
  #isHeard({ name }: Command): boolean {
    return this.#stopToken === undefined ? KNOWN.includes(name.toLowerCase()) : name === this.#stopToken;
  }

  #obey(command: Command, line: string): boolean {
    const name = command.name.toLowerCase();
    if (REFUSED.includes(name)) {
      this.annotate('error', `Unable to process command '${line}' successfully: \`${name}\` is disabled.`);
      return false;
    }
    if (LEVELS.includes(name)) this.annotate(name as Annotation['level'], command.data, command.properties);
    else if (name === 'add-mask') this.#addMask(command.data);
    else if (name === 'group' || name === 'endgroup' || name === 'debug') this.write(`##[${name}]${command.data}`);
    else if (command.name === this.#stopToken) this.#stopToken = undefined;
    else if (name === 'stop-commands') this.#stopToken = command.data;
    return true;
  }

  #addMask(secret: string): void {
    if (secret.trim() === '') this.annotate('warning', "Can't add secret mask for empty string.");
    for (const part of [secret, ...secret.split(/[\r\n]+/)]) if (part.trim() !== '') this.#secrets.add(part);
  }
}
