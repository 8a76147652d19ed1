/** The part of GitHub's GraphQL API that we use: as whom a token writes. */
import { bearer, bodyOf, json, type Service } from './http.js';
import type { Tokens } from './tokens.js';

export interface GraphQLWorld {
  /** The path, which is beside that of the REST API and not below it. */
  readonly path: string;
  readonly tokens: Tokens;
}

const VIEWER = /^\s*(?:query\s*)?\{\s*viewer\s*\{\s*login\s*\}\s*\}\s*$/;

export function graphqlService({ path, tokens }: GraphQLWorld): Service {
  return (request) => {
    if (request.method !== 'POST' || request.url.pathname !== path) return undefined;
    const answer = () => {
      const token = tokens.api(bearer(request));
      if (token === undefined) return json(401, { message: 'Bad credentials' });
      const { query } = bodyOf(request) as { readonly query: string };
      if (!VIEWER.test(query)) throw new Error(`The fake cannot answer ${query}`);
      return json(200, { data: { viewer: { login: token.actor } } });
    };
    return { route: 'POST graphql', answer };
  };
}
