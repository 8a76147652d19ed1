/** Exports the fake GitHub, and everything that a test needs to use it. */
export { FakeGitHub, type Options, type SeededArtifact } from './fake-github.js';
export {
  type Effect,
  type Fault,
  gatewayError,
  meanwhile,
  refused,
  reset,
  secondaryLimit,
  serverError,
  slow,
  stall,
  tooManyRequests,
  twice,
} from './faults.js';
export type { JobOptions, StartedJob } from './job.js';
export type { Artifact, CheckRun, Comment, Permissions, PullRequest, WorkflowRun } from './model.js';
export type { Repository } from './repository.js';
export type { Recorded } from './server.js';
export { type ZipEntry, zipOf } from './zip.js';
