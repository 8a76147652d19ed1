import { describe, expect, it } from '@jest/globals';
import { removedBy } from '../../../src/host/undo/undo.js';

describe('what a purge would remove', () => {
  it('is every package that apt names, without its architecture', () => {
    const simulation = `The following packages will be REMOVED:
  e2fsprogs* libss2*
Purg e2fsprogs [1.47.2-3]
Remv libss2:amd64 [1.47.2-3] [e2fsprogs:amd64 ]
Inst another (1.0 Debian:13 [amd64])
`;
    expect(removedBy(simulation)).toEqual(['e2fsprogs', 'libss2']);
  });
});
