/** A git repository in memory. It has real object names, so that those that a client computes itself agree. */
import { createHash } from 'node:crypto';

export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: 'blob' | 'tree';
  readonly sha: string;
}

export interface Person {
  readonly name: string;
  readonly email: string;
  /** ISO 8601. */
  readonly date: string;
}

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Person;
}

/** What must be known of a commit that git made. */
export interface Adopted {
  readonly files?: Readonly<Record<string, string>>;
  readonly parents?: readonly string[];
}

type Stored =
  | { readonly kind: 'blob'; readonly bytes: Buffer }
  | { readonly kind: 'tree'; readonly entries: readonly TreeEntry[] }
  | { readonly kind: 'commit'; readonly commit: Commit };

const FILE = '100644';
const FOLDER = '040000';

function nameOf(kind: string, bytes: Buffer): string {
  return createHash('sha1').update(`${kind} ${bytes.length}\0`).update(bytes).digest('hex');
}

const line = (role: string, { name, email, date }: Person) =>
  `${role} ${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} +0000\n`;

/** Sorts as git does: a folder sorts as if its name ended in a slash. */
const sortKey = ({ path, type }: TreeEntry) => (type === 'tree' ? `${path}/` : path);
const byName = (a: TreeEntry, b: TreeEntry) => Buffer.compare(Buffer.from(sortKey(a)), Buffer.from(sortKey(b)));

function encodeEntry({ mode, path, sha }: TreeEntry): Buffer {
  return Buffer.concat([Buffer.from(`${mode.replace(/^0/, '')} ${path}\0`), Buffer.from(sha, 'hex')]);
}

/** The objects of a repository and all its forks, which GitHub keeps together. */
export class GitObjects {
  readonly #objects = new Map<string, Stored>();

  #put(sha: string, stored: Stored): string {
    this.#objects.set(sha, stored);
    return sha;
  }

  writeBlob(bytes: Buffer): string {
    return this.#put(nameOf('blob', bytes), { kind: 'blob', bytes });
  }

  blob(sha: string): Buffer | undefined {
    const stored = this.#objects.get(sha);
    return stored?.kind === 'blob' ? stored.bytes : undefined;
  }

  tree(sha: string): readonly TreeEntry[] | undefined {
    const stored = this.#objects.get(sha);
    return stored?.kind === 'tree' ? stored.entries : undefined;
  }

  commit(sha: string): Commit | undefined {
    const stored = this.#objects.get(sha);
    return stored?.kind === 'commit' ? stored.commit : undefined;
  }

  /** Adds a commit that git itself made, by its name; its author is anybody, and its files are only those given. */
  adoptCommit(sha: string, { files = {}, parents = [] }: Adopted = {}): string {
    const author = { name: 'tester', email: 'tester@example.org', date: '2026-01-01T00:00:00Z' };
    const entries = Object.entries(files).map(([path, text]) => [path, this.writeFile(path, text)] as const);
    const commit = { sha, tree: this.writeTree(new Map(entries)), parents, message: 'A change', author };
    return this.#put(sha, { kind: 'commit', commit });
  }

  has(sha: string): boolean {
    return this.#objects.has(sha);
  }

  #writeFolder(entries: readonly TreeEntry[]): string {
    const sorted = [...entries].sort(byName);
    return this.#put(nameOf('tree', Buffer.concat(sorted.map(encodeEntry))), { kind: 'tree', entries: sorted });
  }

  /** Writes a tree, and the trees below it, from files by their path. */
  writeTree(files: ReadonlyMap<string, TreeEntry>): string {
    const folders = new Map<string, Map<string, TreeEntry>>();
    const entries: TreeEntry[] = [];
    for (const [path, entry] of files) {
      const [first = '', ...rest] = path.split('/');
      if (rest.length === 0) entries.push({ ...entry, path: first });
      else folders.set(first, (folders.get(first) ?? new Map()).set(rest.join('/'), entry));
    }
    for (const [path, inner] of folders) {
      entries.push({ path, mode: FOLDER, type: 'tree', sha: this.writeTree(inner) });
    }
    return this.#writeFolder(entries);
  }

  /** Returns every file of a tree by its path. */
  files(tree: string, prefix = ''): Map<string, TreeEntry> {
    const all = new Map<string, TreeEntry>();
    for (const entry of this.tree(tree) ?? []) {
      const path = prefix + entry.path;
      if (entry.type === 'tree') for (const [deep, file] of this.files(entry.sha, `${path}/`)) all.set(deep, file);
      else all.set(path, { ...entry, path });
    }
    return all;
  }

  writeFile(path: string, content: string | Buffer): TreeEntry {
    return { path, mode: FILE, type: 'blob', sha: this.writeBlob(Buffer.from(content)) };
  }

  writeCommit(commit: Omit<Commit, 'sha'>): Commit {
    const { tree, parents, author, message } = commit;
    const head = `tree ${tree}\n${parents.map((parent) => `parent ${parent}\n`).join('')}`;
    const text = `${head}${line('author', author)}${line('committer', author)}\n${message}`;
    const written = { ...commit, sha: nameOf('commit', Buffer.from(text)) };
    this.#put(written.sha, { kind: 'commit', commit: written });
    return written;
  }

  /** Returns a commit and all commits before it, nearest first. */
  ancestry(sha: string): string[] {
    const seen = new Set<string>([sha]);
    for (const one of seen) for (const parent of this.commit(one)?.parents ?? []) seen.add(parent);
    return [...seen];
  }

  mergeBase(a: string, b: string): string | undefined {
    const before = new Set(this.ancestry(b));
    return this.ancestry(a).find((sha) => before.has(sha));
  }
}
