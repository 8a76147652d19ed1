import { expect, it } from '@jest/globals';
import { runtimeNamed } from '../../../src/runtimes/index.js';
import { withoutHybridCgroup } from '../../../src/runtimes/oci/hybrid-cgroup.js';
import { describeReal } from '../real-runtime.js';

await describeReal(runtimeNamed('crun'), 'crun', (real) => {
  it('notes the wrapper that it needs on this host', () => {
    const wrapper = withoutHybridCgroup();
    expect(real().installed.notes ?? []).toEqual(wrapper ? [wrapper.note] : []);
  });
});
