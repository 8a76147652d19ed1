import { describe, expect, it } from '@jest/globals';
import { html, lines, trusted } from '../../../src/report/html/template.js';

describe('html', () => {
  it('escapes what goes in, in content and in attributes', () => {
    expect(html`<b title="${'"><i>'}">${"<script>&'"}</b>`.text).toBe(
      '<b title="&#34;&#62;&#60;i&#62;">&#60;script&#62;&#38;&#39;</b>',
    );
  });

  it('accepts HTML, lists of it, numbers and nothing as they are', () => {
    expect(html`${html`<i>${1}</i>`}${[html`a`, html`b`]}${undefined}${trusted('<hr>')}`.text).toBe('<i>1</i>ab<hr>');
  });

  it('makes characters visible that hide or reverse text', () => {
    expect(html`${'a\u202eb'}`.text).toBe('a\\u{202e}b');
  });

  it('keeps a number and its per cent sign together', () => {
    expect(html`${'+1.8 % of it'}`.text).toBe('+1.8\u00a0% of it');
  });
});

describe('lines', () => {
  it('keeps line breaks and indentation, and escapes the rest', () => {
    expect(lines('a\n  <b>\n').text).toBe('a\n  &#60;b&#62;\n');
  });
});
