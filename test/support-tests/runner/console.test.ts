import { describe, expect, it } from '@jest/globals';
import { parseCommand } from '../../support/runner/commands.js';
import { Console } from '../../support/runner/console.js';

const newConsole = () => new Console('/there', ['secret'], () => undefined);

describe('parseCommand', () => {
  it('reads name, properties and data', () => {
    expect(parseCommand('::error file=a%2Cb.yml,line=3,title=Slow%3A runc::10%25%0Aslower')).toEqual({
      name: 'error',
      properties: { file: 'a,b.yml', line: '3', title: 'Slow: runc' },
      data: '10%\nslower',
    });
  });

  it('reads the older form anywhere in a line', () => {
    expect(parseCommand('cpu: ##[add-path]/evil')).toEqual({ name: 'add-path', properties: {}, data: '/evil' });
  });

  it.each(['a ::error::b', ':: error ::', 'a::b::c', '##[error'])('finds none in "%s"', (line) => {
    expect(parseCommand(line)).toBeUndefined();
  });
});

describe('Console', () => {
  it('collects annotations, their file relative to the workspace', () => {
    const console = newConsole();
    console.accept('::warning file=/there/a.yml,line=2::careful');
    expect(console.annotations).toEqual([{ level: 'warning', message: 'careful', file: 'a.yml', line: 2 }]);
    expect(console.log).toBe('##[warning]careful');
  });

  it('masks what it was told to, and each line of it', () => {
    const console = newConsole();
    console.accept('::add-mask::one%0Atwo');
    console.accept('one, two, secret');
    expect(console.log).toBe('***, ***, ***');
  });

  it.each(['set-output', 'save-state', 'set-env', 'add-path'])('refuses %s', (name) => {
    const console = newConsole();
    expect(console.accept(`::${name} name=a::b`)).toBe(false);
    expect(console.annotations[0]?.message).toContain(`\`${name}\` is disabled`);
  });

  it('obeys nothing while commands are stopped', () => {
    const console = newConsole();
    for (const line of ['::stop-commands::token', '::error::quoted', '::token::', '::error::meant'])
      console.accept(line);
    expect(console.annotations.map(({ message }) => message)).toEqual(['meant']);
  });

  it('shows ten annotations of a level, as GitHub does', () => {
    const console = newConsole();
    for (let n = 0; n < 12; n++) console.accept(`::error::${n}`);
    console.accept('::notice::last');
    expect(console.annotations.map(({ message }) => message)).toEqual([...'0123456789', 'last']);
  });
});
