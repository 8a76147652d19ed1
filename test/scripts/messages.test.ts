/**
 * Messages for people are whole sentences: first what is wrong, then the remedy. A name (of an input, a program, a
 * file) may begin one in lower case, and the output of a program may end one without a full stop.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const USER_ERRORS = ['InputError', 'HostError', 'Cancelled'];
const WARNINGS = ['warn', 'complain'];
/** Names that are always written in lower case. */
const NAMES =
  /^(?:alpha|apt-cache|cloud-hypervisor|docker|dockerd|docs\/|firecracker|kata|native|podman|qemu|tare)\b|^[a-z][a-z -]*: |^\/proc\//;

interface Message {
  readonly place: string;
  readonly text: string;
}

/** `…` replaces what is filled in. */
function textsOf(node: ts.Expression | undefined): string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (!ts.isTemplateExpression(node)) return [];
  return [node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('')];
}

function messageNodes(node: ts.Node): (ts.Expression | undefined)[] {
  if (ts.isNewExpression(node) && USER_ERRORS.includes(node.expression.getText())) {
    return [...(node.arguments ?? [])].slice(0, 2);
  }
  if (!ts.isCallExpression(node)) return [];
  const name = node.expression.getText().split('.').at(-1) ?? '';
  return WARNINGS.includes(name) ? [node.arguments[0]] : [];
}

function messagesIn(source: string, file: string): Message[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: Message[] = [];
  const visit = (node: ts.Node): void => {
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
    for (const text of messageNodes(node).flatMap(textsOf)) found.push({ place: `${file}:${line + 1}`, text });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function faultOf(text: string): string | undefined {
  if (/^[a-z]/.test(text) && !NAMES.test(text)) return 'begins in lower case';
  const isQuoted = /[:|.]\s*…$|\n {2}[^\n]*…$|^…(?: …)?$/.test(text);
  return isQuoted || /[.:]$/.test(text) ? undefined : 'has no full stop';
}

const faults = (messages: readonly Message[]): string[] =>
  messages.flatMap(({ place, text }) => {
    const fault = faultOf(text);
    return fault === undefined ? [] : [`${place} ${fault}: ${text}`];
  });

describe('messages of src', () => {
  it('are whole sentences', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const messages = files.flatMap((name) => messagesIn(readFileSync(join('src', name), 'utf8'), join('src', name)));
    expect(messages.length).toBeGreaterThan(200);
    expect(faults(messages)).toEqual([]);
  });
});

describe('the check of the messages', () => {
  it.each([
    ['a small letter', "new HostError('no room is left.')", 'begins in lower case'],
    ['no full stop', `new InputError(\`There is no \${name}\`)`, 'has no full stop'],
    ['a remedy that is no sentence', "new InputError('It is full.', 'make room')", 'begins in lower case'],
    ['a warning without a full stop', "host.log.warn('The host is busy')", 'has no full stop'],
    ['one of two texts', "new HostError(full ? 'It is full.' : 'It is shut')", 'has no full stop'],
  ])('finds %s', (_, source, fault) => {
    expect(faults(messagesIn(source, 'a.ts'))).toEqual([expect.stringContaining(fault)]);
  });

  it.each([
    ['the name of an input', `new InputError(\`rootfs: \${path} does not exist.\`)`],
    ['what a program said', `new HostError(\`The instance did not start: \${said}\`)`],
    ['lines that are quoted', `new HostError(\`It is another file:\\n  expected \${a}\\n  actual   \${b}\`)`],
  ])('accepts %s', (_, source) => {
    expect(faults(messagesIn(source, 'a.ts'))).toEqual([]);
  });
});
