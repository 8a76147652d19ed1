import { expect, it } from '@jest/globals';
import { crun } from '../../../src/runtimes/oci/crun.js';
import { withoutHybridCgroup } from '../../../src/runtimes/oci/hybrid-cgroup.js';
import { describeReal } from '../real-runtime.js';

await describeReal(crun, 'crun', (real) => {
  it('notes the wrapper that it needs on this host', () => {
    const wrapper = withoutHybridCgroup();
    expect(real().installed.notes ?? []).toEqual(wrapper ? [wrapper.note] : []);
  });
});
