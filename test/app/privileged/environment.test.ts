import { describe, expect, it } from '@jest/globals';
import { environmentForRoot } from '../../../src/app/privileged/environment.js';

describe('environmentForRoot', () => {
  it.each([
    'GITHUB_TOKEN',
    'INPUT_GITHUB-TOKEN',
    'ACTIONS_RUNTIME_TOKEN',
    'ACTIONS_RESULTS_URL',
    'GITHUB_OUTPUT',
    'GITHUB_ENV',
    'GITHUB_STATE',
    'GITHUB_PATH',
    'GITHUB_STEP_SUMMARY',
    'RUNNER_TRACKING_ID',
    'NODE_OPTIONS',
    'LD_PRELOAD',
    'PATH',
    'HOME',
    'AWS_SECRET_ACCESS_KEY',
    'TARE_TOKEN',
  ])('withholds %s', (name) => {
    expect(environmentForRoot({ [name]: 'x' })).toEqual({});
  });

  it.each(['GITHUB_RUN_ID', 'RUNNER_TEMP', 'TARE_STATE_DIR', 'https_proxy', 'NO_PROXY', 'CI'])(
    'passes %s on',
    (name) => {
      expect(environmentForRoot({ [name]: 'x' })).toEqual({ [name]: 'x' });
    },
  );
});
