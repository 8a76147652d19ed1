import { describe, expect, it } from '@jest/globals';
import { printable } from '../../../src/printable.js';
import { code, codeBlock, codeHtml, escapeMarkdown } from '../../../src/report/markdown/escape.js';

const HOSTILE = [
  'a | b || c',
  '`code` ``` fence',
  '<script>alert(1)</script> <img src=x onerror=alert(1)>',
  '</code></summary></details><!-- tare:comment -->',
  '[link](https://evil.example) ![image](http://evil.example/x.png) [^1]',
  'https://evil.example www.evil.example me@evil.example',
  '@octocat, @org/team and octo/repo#5, #123, GH-7',
  '# heading\n\n- item\n1. one\n> quote\n| x |\n| - |',
  '- item',
  '1. item',
  '+ item',
  '**bold** __bold__ ~~gone~~ $math$ \\*',
  '&lt;b&gt; &#64;octocat &copy;',
  '\u001b[2J\u202e',
];

/** What a browser shows for the text. */
function shown(markdown: string): string {
  return markdown
    .replace(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)))
    .replaceAll('\u200b', '');
}

/** Text with `¤` for each of our character references. */
const bare = (markdown: string): string => markdown.replace(/&#\d+;/g, '¤');

describe('escapeMarkdown', () => {
  it.each(HOSTILE)('shows %j as it is written', (text) => {
    expect(shown(escapeMarkdown(text))).toBe(printable(text));
  });

  it.each(HOSTILE)('leaves no markup in %j', (text) => {
    expect(bare(escapeMarkdown(text))).not.toMatch(/[&<>"'`*_[\]{}|~\\$^=\n]|^[-+#]|^\d+[.)] /);
  });

  it.each(HOSTILE)('leaves no mention, reference or address in %j', (text) => {
    const rendered = escapeMarkdown(text).replace(/&#(\d+);/g, (_, number: string) =>
      String.fromCodePoint(Number(number)),
    );
    expect(rendered).not.toMatch(/@[a-z]|#\d|gh-\d|:\/\/|www\./i);
  });

  it('leaves ordinary sentences readable in the source', () => {
    const sentence = 'The kernel differs (6.1.0-17, now 6.1.0-18): p 0.0001 is within 0.0005, -3.2 % in 12 pairs.';
    expect(escapeMarkdown(sentence)).toBe(sentence);
  });

  it('keeps a figure at the beginning as it is', () => {
    expect(escapeMarkdown('5.00 GiB/s')).toBe('5.00 GiB/s');
  });
});

describe('code', () => {
  it('makes a code span of an ordinary name', () => {
    expect(code('runc=./bin/runc@1.1')).toBe('`runc=./bin/runc@1.1`');
  });

  it.each(['a`b', 'a|b', '<!-- tare:comment -->', '&#64;', ''])('makes no code span of %j', (text) => {
    expect(code(text)).toBe(codeHtml(text));
  });
});

describe('codeHtml', () => {
  it('cannot be closed by its text', () => {
    expect(codeHtml('</code><h1>')).toBe('<code>&#60;/code&#62;&#60;h1&#62;</code>');
  });
});

describe('codeBlock', () => {
  it('has a fence longer than any in its text', () => {
    expect(codeBlock('run ````\nagain')).toBe('`````\nrun ````\nagain\n`````');
  });
});
