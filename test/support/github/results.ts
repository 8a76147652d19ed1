/** The results service: artifacts of the job's own run, by Twirp. The messages are those of @actions/artifact. */
import { z } from 'zod';
import type { BlobStore } from './blob-store.js';
import { type Answer, bearer, bodyOf, json, type Report, type Request, type Service, sha256 } from './http.js';
import type { Artifact } from './model.js';
import type { RuntimeToken, Tokens } from './tokens.js';

export interface ResultsWorld {
  readonly tokens: Tokens;
  readonly blobs: BlobStore;
  readonly report: Report;
}

/** The error that Twirp returns instead of an answer. */
class TwirpError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const ids = { workflow_run_backend_id: z.uuid(), workflow_job_run_backend_id: z.uuid() };

const requests = {
  CreateArtifact: z.strictObject({
    ...ids,
    name: z.string().min(1),
    mime_type: z.string().optional(),
    version: z.literal(7),
    expires_at: z.iso.datetime().optional(),
  }),
  FinalizeArtifact: z.strictObject({
    ...ids,
    name: z.string().min(1),
    size: z.string().regex(/^\d+$/),
    hash: z.string().optional(),
  }),
  ListArtifacts: z.strictObject({ ...ids, name_filter: z.string().optional(), id_filter: z.string().optional() }),
  GetSignedArtifactURL: z.strictObject({ ...ids, name: z.string().min(1) }),
};

type Method = keyof typeof requests;
type Message<M extends Method> = z.infer<(typeof requests)[M]>;
type Handlers = { readonly [M in Method]: (message: Message<M>, token: RuntimeToken) => unknown };

const PATH = /^\/twirp\/github\.actions\.results\.api\.v1\.ArtifactService\/(?<method>\w+)$/;

/** Returns the artifacts of the attempt, because a second attempt may use the names of the first again. */
const ofAttempt = ({ run, backendId }: RuntimeToken) =>
  run.repository.artifacts.filter((artifact) => artifact.backendId === backendId);

function named(token: RuntimeToken, name: string): Artifact {
  const artifact = ofAttempt(token).find((one) => one.name === name);
  if (artifact === undefined) throw new TwirpError(404, 'not_found', `no artifact ${name}`);
  return artifact;
}

const listing = (artifact: Artifact, { backendId, job }: RuntimeToken) => ({
  workflow_run_backend_id: backendId,
  workflow_job_run_backend_id: job.backendId,
  database_id: String(artifact.id),
  name: artifact.name,
  size: String(artifact.content?.bytes.length ?? 0),
  created_at: artifact.createdAt,
  digest: artifact.content?.digest,
});

function create(message: Message<'CreateArtifact'>, token: RuntimeToken, { blobs }: ResultsWorld) {
  if (ofAttempt(token).some(({ name }) => name === message.name)) {
    throw new TwirpError(409, 'already_exists', 'an artifact with this name already exists on the workflow run');
  }
  const artifact = token.run.repository.addArtifact(token.run, message.name, message.mime_type);
  if (message.expires_at !== undefined) artifact.expiresAt = message.expires_at;
  return { ok: true, signed_upload_url: blobs.sign(artifact.id, 'write') };
}

/** Checks that the size and the hash that the client states are those of what it uploaded. */
function finalize(message: Message<'FinalizeArtifact'>, token: RuntimeToken, { blobs }: ResultsWorld) {
  const artifact = named(token, message.name);
  const bytes = blobs.uploaded(artifact.id);
  if (bytes === undefined) throw new TwirpError(412, 'failed_precondition', 'nothing was uploaded');
  const digest = `sha256:${sha256(bytes)}`;
  if (Number(message.size) !== bytes.length || (message.hash ?? digest) !== digest) {
    throw new TwirpError(400, 'invalid_argument', 'size or hash is not that of the upload');
  }
  artifact.content = { bytes, digest };
  return { ok: true, artifact_id: String(artifact.id) };
}

function list(message: Message<'ListArtifacts'>, token: RuntimeToken) {
  const { name_filter: name, id_filter: id } = message;
  const kept = ofAttempt(token).filter((one) => {
    return one.content !== undefined && (name ?? one.name) === one.name && (id ?? String(one.id)) === String(one.id);
  });
  return { artifacts: kept.map((one) => listing(one, token)) };
}

const handlersOf = (world: ResultsWorld): Handlers => ({
  CreateArtifact: (message, token) => create(message, token, world),
  FinalizeArtifact: (message, token) => finalize(message, token, world),
  ListArtifacts: list,
  GetSignedArtifactURL: ({ name }, token) => ({ signed_url: world.blobs.sign(named(token, name).id, 'read') }),
});

function handle<M extends Method>(method: M, request: Request, handlers: Handlers, world: ResultsWorld): unknown {
  const token = world.tokens.runtime(bearer(request));
  if (token === undefined) throw new TwirpError(401, 'unauthenticated', 'the runtime token is not valid');
  const message = requests[method].parse(bodyOf(request)) as Message<M>;
  if (message.workflow_run_backend_id !== token.backendId) {
    throw new TwirpError(403, 'permission_denied', 'the token is of another run');
  }
  return handlers[method](message, token);
}

function refuse(error: unknown, method: string, report: Report): Answer {
  if (error instanceof TwirpError) return json(error.status, { code: error.code, msg: error.message });
  const problem = `${method}: ${String(error)}`;
  report(problem);
  return json(400, { code: 'malformed', msg: problem });
}

export function resultsService(world: ResultsWorld): Service {
  const handlers = handlersOf(world);
  return (request) => {
    const method = PATH.exec(request.url.pathname)?.groups?.method;
    if (method === undefined || !Object.hasOwn(requests, method)) return undefined;
    const answer = () => {
      try {
        return json(200, handle(method as Method, request, handlers, world));
      } catch (error) {
        return refuse(error, method, world.report);
      }
    };
    return { route: `POST ${method}`, answer };
  };
}
