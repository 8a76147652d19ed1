/** A promise really fails that nobody waits for, in a process of its own, while that has changed the host. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { expectEnd } from '../support/expect-end.js';
import { type Finished, Running, Workplace } from '../support/tare.js';

const SOURCE = join(import.meta.dirname, '../../src/cli/cli.ts');
const WORKER = join(import.meta.dirname, 'uncaught-worker.ts');

let place: Workplace;
beforeEach(() => {
  place = new Workplace();
});
afterEach(() => place.remove());

function inProcess(script: string, args: readonly string[], imported: readonly string[] = []): Promise<Finished> {
  const imports = ['tsx', ...imported].flatMap((name) => ['--import', name]);
  const command = [process.execPath, ...imports, script];
  return new Running(args, import.meta.dirname, { ...place.env, TARE_CACHE_DIR: cache() }, command).finished();
}

const cache = () => join(place.folder, 'cache');
const left = () => {
  const journal = join(place.folder, 'state', 'journal');
  return [...place.traces(), ...(existsSync(journal) ? readdirSync(journal) : [])];
};

/** Makes a script that fails, with nobody waiting for it, as soon as the command has a work folder. */
function failsOnceOpen(): string {
  const path = join(place.folder, 'fails.mjs');
  const work = JSON.stringify(join(place.folder, 'state', 'work'));
  const script = `import { existsSync } from 'node:fs';
const looking = setInterval(() => {
  if (!existsSync(${work})) return;
  clearInterval(looking);
  Promise.reject(new Error('nobody waits for this'));
}, 5);
looking.unref();
`;
  writeFileSync(path, script);
  return path;
}

(process.getuid?.() === 0 ? describe : describe.skip)('an error that nobody has caught', () => {
  it('ends the command once the host is as it was', async () => {
    mkdirSync(cache());
    const { code, stderr } = await inProcess(SOURCE, ['run', '--runtimes', 'native'], [failsOnceOpen()]);
    expectEnd({ code, stderr }, { code: 70 });
    expect(stderr).toContain('nobody waits for this');
    expect(left()).toEqual([]);
  });

  it.each([
    ['while it waits', 'wait'],
    ['while it undoes its changes', 'undo'],
    ['as the last that it does', 'end'],
  ])('ends work that changes the host %s, and the host is as it was', async (_, when) => {
    const { code, stdout, stderr } = await inProcess(WORKER, [when]);
    expectEnd({ code, stderr }, { code: 0 });
    expect(stdout).toBe('ended with: nobody waits for this\n');
    expect(stderr).toContain('nobody waits for this');
    expect(left()).toEqual([]);
  });

  it('ends a process that has no work under way, as ever', async () => {
    const { code, stderr } = await inProcess(WORKER, ['idle']);
    expectEnd({ code, stderr }, { code: 1 });
    expect(stderr).toContain('nobody waits for this');
  });
});
