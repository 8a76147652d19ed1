/** Stores the bytes of artifacts, by the part of Azure's blob protocol that @actions/artifact uses. */
import { randomUUID } from 'node:crypto';
import { type Answer, json, type Report, type Request, type Service } from './http.js';

/** What the client uploads piece by piece, and finally as a list of pieces. */
interface Upload {
  readonly blocks: Map<string, Buffer>;
  committed: Buffer | undefined;
}

interface Grant {
  readonly artifactId: number;
  readonly may: 'read' | 'write';
}

export interface BlobWorld {
  readonly report: Report;
  /** Returns a finished artifact, to download. */
  content(artifactId: number): { readonly name: string; readonly mimeType: string; readonly bytes: Buffer } | undefined;
}

const PATH = /^\/store\/artifacts\/(?<id>\d+)\.zip$/;
const azure = { 'x-ms-version': '2025-01-05' };

/** Azure distinguishes the two kinds of PUT by `comp`; without it the whole blob comes at once. */
function routeOf({ method, url }: Request): string {
  return method === 'PUT' ? `PUT ${url.searchParams.get('comp') ?? 'blob'}` : `${method} blob`;
}

export class BlobStore {
  readonly #uploads = new Map<number, Upload>();
  readonly #grants = new Map<string, Grant>();
  readonly #world: BlobWorld;
  origin = '';

  constructor(world: BlobWorld) {
    this.#world = world;
  }

  /** Returns an address that is valid for one artifact and one purpose. */
  sign(artifactId: number, may: Grant['may']): string {
    const signature = randomUUID();
    this.#grants.set(signature, { artifactId, may });
    return `${this.origin}/store/artifacts/${artifactId}.zip?sig=${signature}`;
  }

  /** Returns the bytes that were uploaded, once the client has said that they are complete. */
  uploaded(artifactId: number): Buffer | undefined {
    return this.#uploads.get(artifactId)?.committed;
  }

  readonly service: Service = (request) => {
    const id = PATH.exec(request.url.pathname)?.groups?.id;
    return id === undefined ? undefined : { route: routeOf(request), answer: () => this.#answer(request, Number(id)) };
  };

  #answer(request: Request, id: number): Answer {
    // Azure refuses a request with both a signature and a token, and a token must never be sent here.
    if (request.headers.authorization !== undefined) {
      this.#world.report(`${request.method} of artifact ${id} sent a token to the blob store.`);
      return json(400, { message: 'Only one of signature and authorization is allowed.' });
    }
    const grant = this.#grants.get(request.url.searchParams.get('sig') ?? '');
    const may = request.method === 'PUT' ? 'write' : 'read';
    if (grant?.artifactId !== id || grant.may !== may) return json(403, { message: 'The signature is not valid.' });
    return may === 'write' ? this.#put(request, id) : this.#get(id);
  }

  #put(request: Request, id: number): Answer {
    const upload = this.#uploads.get(id) ?? { blocks: new Map(), committed: undefined };
    this.#uploads.set(id, upload);
    const { searchParams } = request.url;
    if (searchParams.get('comp') === 'block') upload.blocks.set(searchParams.get('blockid') ?? '', request.body);
    else if (searchParams.get('comp') === 'blocklist') return this.#commit(request, upload);
    else upload.committed = request.body;
    return { status: 201, headers: azure };
  }

  #commit(request: Request, upload: Upload): Answer {
    const ids = [...String(request.body).matchAll(/<Latest>([^<]*)<\/Latest>/g)].map(([, id]) => id ?? '');
    const blocks = ids.map((id) => upload.blocks.get(id));
    if (blocks.some((block) => block === undefined)) return json(400, { message: 'InvalidBlockList' });
    upload.committed = Buffer.concat(blocks as Buffer[]);
    return { status: 201, headers: azure };
  }

  #get(id: number): Answer {
    const content = this.#world.content(id);
    if (content === undefined) return json(404, { message: 'BlobNotFound' });
    const file = content.mimeType === 'application/zip' ? `${content.name}.zip` : content.name;
    const headers = { 'content-type': content.mimeType, 'content-disposition': `attachment; filename="${file}"` };
    return { status: 200, headers, body: content.bytes };
  }
}
