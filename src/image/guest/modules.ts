/** Finds the module files that a guest must load, and their order, from what the modules say of themselves. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { HostError } from '../../errors.js';

/** Reads a module file, decompressed. */
export type ReadModule = (path: string) => Promise<Buffer>;

/** Returns the path of each module file below a folder, by the module's name. */
export function moduleFiles(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(
    paths.flatMap((path) => (/\.ko(\.\w+)?$/.test(path) ? [[moduleName(path), `${folder}/${path}`] as const] : [])),
  );
}

/** `drivers/virtio/virtio-rng.ko.xz` is the module `virtio_rng`: to the kernel, both signs are the same. */
export function moduleName(path: string): string {
  return basename(path)
    .replace(/\.ko(\.\w+)?$/, '')
    .replaceAll('-', '_');
}

/** Names of the modules that must be loaded before this one, by its .modinfo (`depends=`). */
export function dependencies(module: Buffer): string[] {
  const text = module.toString('latin1');
  const listed = /\0depends=([^\0]*)\0/.exec(text)?.[1] ?? '';
  return listed.split(',').filter(Boolean).map(moduleName);
}

/** Names in a kernel's modules.builtin. */
export function builtInModules(path: string): Set<string> {
  return new Set(readFileSync(path, 'utf8').split('\n').filter(Boolean).map(moduleName));
}

/**
 * Returns the modules to load for `wanted`, in order, with their content, by file name without compression suffix.
 * @throws HostError where one is neither built in nor present.
 */
export async function collectModules(
  wanted: readonly string[],
  files: ReadonlyMap<string, string>,
  builtIn: ReadonlySet<string>,
  read: ReadModule,
): Promise<Map<string, Buffer>> {
  const collected = new Map<string, Buffer>();
  const visit = async (name: string): Promise<void> => {
    if (builtIn.has(name) || collected.has(`${name}.ko`)) return;
    const path = files.get(name);
    if (!path)
      throw new HostError(
        `The guest kernel has no module ${name}, neither built in nor as a file.`,
        'Give another kernel.',
      );
    const content = await read(path);
    for (const needed of dependencies(content)) await visit(needed);
    collected.set(`${name}.ko`, content);
  };
  for (const name of wanted) await visit(name);
  return collected;
}
