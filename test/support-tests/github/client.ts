/** Makes Octokit as the action uses it, without its pauses: what it would wait seconds for takes milliseconds. */
import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import type { FakeGitHub } from '../../support/github/index.js';

export function clientOf(github: FakeGitHub, token: string) {
  const options = { baseUrl: github.apiUrl, log: { debug() {}, info() {}, warn() {}, error() {} } };
  return getOctokit(token, { ...options, retry: { retryAfterBaseValue: 1 } }, retry).rest;
}
