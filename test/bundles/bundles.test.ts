/** `dist/` contains everything that an entry needs, and is small. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const DIST = process.env.TARE_DIST ?? join(import.meta.dirname, '../../dist');

/** The bytes of an entry with everything that it may load late. */
const LIMITS = { cli: 2.6e6, setup: 1.7e6, measure: 1.7e6, report: 4e6, cleanup: 2.2e6 };

const filesOf = (entry: string): string[] => readdirSync(join(DIST, entry)).map((name) => join(DIST, entry, name));

const sizeOf = (entry: string): number => filesOf(entry).reduce((sum, file) => sum + statSync(file).size, 0);

describe('the bundles', () => {
  it('are one folder an entry and one for what they share, and say that they are ES modules', () => {
    expect(readdirSync(DIST).sort()).toEqual([...Object.keys(LIMITS), 'package.json', 'shared'].sort());
    expect(JSON.parse(readFileSync(join(DIST, 'package.json'), 'utf8'))).toEqual({ type: 'module' });
  });

  it.each(Object.entries(LIMITS))('%s is at most %d bytes', (entry, limit) => {
    expect(sizeOf(entry)).toBeGreaterThan(200_000);
    expect(sizeOf(entry)).toBeLessThanOrEqual(limit);
  });

  it('are at most 10 MB together', () => {
    const folders = [...Object.keys(LIMITS), 'shared'];
    expect(folders.reduce((sum, entry) => sum + sizeOf(entry), 0)).toBeLessThanOrEqual(10e6);
  });

  it('share the code for proxies, and load it only when it is needed', async () => {
    const asked: string[] = [];
    const proxy = createServer((request, response) => {
      asked.push(String(request.url));
      response.end('answered');
    });
    proxy.on('connect', (request, socket) => {
      asked.push(String(request.url));
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
    const { port } = proxy.address() as AddressInfo;
    const script = `const { fetch, ProxyAgent } = require(${JSON.stringify(join(DIST, 'shared/undici.cjs'))});
      const late = () => Object.keys(require.cache).filter((name) => name.endsWith('undici-late.cjs')).length;
      console.log(late());
      const dispatcher = new ProxyAgent('http://127.0.0.1:${port}');
      fetch('http://api.example/', { dispatcher }).then((got) => got.text(), (error) => error.cause.message)
        .then((text) => console.log(text.slice(0, 20), late()));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script]);
    proxy.close();
    expect(stdout.split('\n')[0]).toBe('0');
    expect(stdout).toContain(' 1');
    expect(asked[0]).toContain('api.example');
  });

  it.each(['re2js', 'undici', 'yaml'])('have every name of %s that our sources ask for', async (name) => {
    const asked = new RegExp(`import {([^}]*)} from '${name}';`);
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const names = files
      .flatMap((file) => asked.exec(readFileSync(join('src', file), 'utf8'))?.[1]?.split(',') ?? [])
      .map((word) => word.trim())
      .filter((word) => word !== '' && !word.startsWith('type '));
    const { stdout } = await promisify(execFile)(process.execPath, [
      '-e',
      `const all = require(${JSON.stringify(join(DIST, `shared/${name}.cjs`))});
       for (const name of ${JSON.stringify(names)}) console.log(name, typeof all[name], typeof all[name].prototype);`,
    ]);
    // The property of a class or function is that of the package.
    expect(stdout.split('\n').filter((line) => line !== '' && !/ function (?:object|undefined)$/.test(line))).toEqual(
      [],
    );
    expect(stdout.trim().split('\n').length).toBe(Math.max(1, names.length));
  });

  it.each(Object.keys(LIMITS))('%s contains its start, the parts that it loads late, and nothing else', (entry) => {
    const names = readdirSync(join(DIST, entry));
    expect(names.filter((name) => !/^(?:index|\d+\.index|unreached)\.js$/.test(name))).toEqual([]);
    expect(names).toContain('index.js');
  });

  it.each(Object.keys(LIMITS))('%s looks for no file beside itself that a user has elsewhere', (entry) => {
    // ncc takes `resolve(cwd, 'tare.yml')` for a file of the repository where there is one of that name.
    const texts = filesOf(entry).map((file) => readFileSync(file, 'utf8'));
    expect(texts.flatMap((text) => text.match(/\.ab\s*\+\s*["'`][^"'`]*["'`]/g) ?? [])).toEqual([]);
  });

  it.each(Object.keys(LIMITS))('%s has late parts that are minified too', (entry) => {
    // webpack puts such a comment before each module, and minifying takes it out.
    const marked = filesOf(entry).filter((file) => readFileSync(file, 'utf8').includes('/***/'));
    expect(marked).toEqual([]);
  });
});
