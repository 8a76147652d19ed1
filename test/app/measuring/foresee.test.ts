/** What is foreseen is said before anything is installed. */
import { describe, expect, it } from '@jest/globals';
import { loadInputs } from '../../../src/app/edge/inputs.js';
import { readFacts } from '../../../src/app/edge/request.js';
import { foreseenShortfall } from '../../../src/app/measuring/foresee.js';
import { resolve } from '../../../src/app/request/resolve.js';
import { describeHost } from '../../../src/host/open-host.js';
import { silentLog } from '../../../src/log.js';

const foreseen = (runtimes: string) =>
  foreseenShortfall(
    describeHost(silentLog),
    resolve(loadInputs({ runtimes: [runtimes], baseline: ['none'] }), readFacts()),
  );

describe('native alone', () => {
  it('is said to compare nothing', () => {
    expect(foreseen('native')).toEqual([
      expect.stringMatching(/^Nothing here is compared or judged: .* Add a runtime/),
    ]);
  });

  it('is not said of a run with another runtime', () => {
    expect(foreseen('native, runc')).toEqual([]);
  });
});
