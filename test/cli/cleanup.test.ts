/** `tare cleanup` puts the host back whatever else the file of inputs says. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { main } from '../../src/cli/commands/index.js';
import { useCached } from '../../src/host/cache/cache-bounds.js';
import { seal } from '../../src/host/cache/seal.js';

const root = process.getuid?.() === 0;
if (!root) process.stderr.write('skipped: only root puts a host back\n');

(root ? describe : describe.skip)('tare cleanup', () => {
  let folder = '';
  const { TARE_STATE_DIR: before, TARE_CACHE_DIR: cacheBefore } = process.env;
  const at = (name: string) => join(folder, name);

  beforeEach(() => {
    folder = mkdtempSync('/var/tmp/tare-cleanup-');
    [process.env.TARE_STATE_DIR, process.env.TARE_CACHE_DIR] = [at('state'), at('cache')];
    jest.spyOn(process, 'cwd').mockReturnValue(folder);
    mkdirSync(at('state/journal'), { recursive: true, mode: 0o700 });
    const lines = [
      { type: 'owner', pid: 4_194_303 },
      { type: 'change', id: 0, undo: { kind: 'command', argv: ['touch', at('undone')] } },
    ];
    writeFileSync(at('state/journal/run-4194303-1.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    for (const [name, value] of Object.entries({ TARE_STATE_DIR: before, TARE_CACHE_DIR: cacheBefore })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  /** Returns the exit code, what is said, and whether what a killed run left was undone. */
  async function cleanup(...flags: readonly string[]) {
    let text = '';
    jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    });
    const code = await main(['node', 'tare', 'cleanup', ...flags]);
    return { code, text, isUndone: existsSync(at('undone')) };
  }

  it.each([
    ['an input that is wrong', 'limits: nonsense\nbenchmarks: [{name: x}]\n'],
    ['inputs that contradict each other', 'margin: 1%\nmin-effect: 2%\n'],
  ])('does not ask the file of inputs for more than cleanup: it may have %s', async (_, text) => {
    writeFileSync(at('tare.yml'), text);
    expect(await cleanup()).toMatchObject({ code: 0, isUndone: true });
  });

  it.each([
    ['with an unknown input', 'budgett: 5m\n', 'tare.yml:1: unknown input "budgett"'],
    ['that is no YAML', 'runtimes: [runc\n', 'tare.yml:'],
    ['whose cleanup is wrong', 'cleanup: pakages\n', 'tare.yml:1: cleanup: "pakages" is not allowed'],
  ])('puts back what runs left before it refuses a file %s', async (_, text, fault) => {
    writeFileSync(at('tare.yml'), text);
    const { code, text: said, isUndone } = await cleanup();
    expect({ code, isUndone }).toEqual({ code: 2, isUndone: true });
    expect(said).toContain(fault);
    expect(said).toContain('What runs left is put back all the same.');
  });

  it('needs no file of inputs where the flag says what is wanted', async () => {
    writeFileSync(at('tare.yml'), 'budgett: 5m\n');
    expect(await cleanup('--cleanup', 'runs')).toMatchObject({ code: 0, isUndone: true });
  });

  it('tells each failure once, and how it is mended', async () => {
    const argv = ['sh', '-c', 'echo it cannot be >&2; exit 7'];
    const lines = [
      { type: 'owner', pid: 4_194_303 },
      { type: 'change', id: 0, undo: { kind: 'command', argv } },
    ];
    writeFileSync(at('state/journal/run-4194303-1.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const { code, text } = await cleanup('--cleanup', 'runs');
    expect(code).toBe(3);
    expect(text.match(/it cannot be$/gm)).toHaveLength(1);
    expect(text).toMatch(/This could not be undone: [\s\S]*stays on record/);
  });

  it('does not give the user what a run uses', async () => {
    const entry = at('cache/userland/abc');
    mkdirSync(entry, { recursive: true });
    writeFileSync(join(entry, 'rootfs.tar'), '');
    await seal(entry);
    useCached(entry);
    const { code, text } = await cleanup('--cleanup', 'packages');
    expect(code).toBe(0);
    expect(text).toContain(`${entry} stays: a run uses it.`);
    expect(text).toContain("What a run uses stays tare's: once it has ended, tare cleanup --cleanup packages removes");
    expect(text).not.toContain('yours');
  });

  it('does nothing for a flag that is wrong', async () => {
    expect(await cleanup('--cleanup', 'pakages')).toMatchObject({ code: 2, isUndone: false });
  });
});
