import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { renderClients } from '../../../scripts/generate/render-clients.js';

describe('the code of a page', () => {
  it.each(Object.entries(renderClients()))('%s is what `npm run generate` makes', (path, text) => {
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it.each(Object.entries(renderClients()))('%s cannot end the element that it stands in', (_, text) => {
    expect(text).not.toMatch(/<\/(?:script|style)/i);
  });
});
