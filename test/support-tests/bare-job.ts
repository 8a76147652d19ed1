/** Makes a job that uses no GitHub. */
import type { Job } from '../support/runner/index.js';

export const bareJob = (job: Partial<Job> = {}): Job => ({
  github: {
    repository: 'octo/project',
    event_name: 'push',
    server_url: 'https://github.localhost',
    token: 'ghs_secret',
  },
  event: { number: 7 },
  services: { ACTIONS_RUNTIME_TOKEN: 'runtime-secret', ACTIONS_RESULTS_URL: 'http://127.0.0.1:9/' },
  secrets: ['ghs_secret', 'runtime-secret'],
  checkRunId: 1,
  ...job,
});
