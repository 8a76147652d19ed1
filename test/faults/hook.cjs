/**
 * Loaded before the command: it counts every file operation that changes something and every program that is started,
 * and kills the process, as kill -9 does, before or after one of them, or lets it fail. FAULTS_AT is its number (0:
 * none), FAULTS_WHEN `before`, `after` or `fails`, FAULTS_LOG a file that gets a line for each.
 */
const fs = require('node:fs');
const child = require('node:child_process');
const { syncBuiltinESMExports } = require('node:module');
const { constants } = require('node:os');

const { FAULTS_AT = '0', FAULTS_WHEN = 'before', FAULTS_LOG } = process.env;
const at = Number(FAULTS_AT);
const write = fs.writeSync;
const log = FAULTS_LOG ? fs.openSync(FAULTS_LOG, 'a', 0o600) : undefined;
let number = 0;

function shown([what, more]) {
  const words = typeof more === 'string' || Array.isArray(more) ? [more].flat().join(' ') : '';
  return `${what} ${words}`.replace(/\s+/g, ' ').slice(0, 200);
}

const NEEDS_ROOM = /^(?:open|write|append|mkdir|rename|copyFile|cp|link|symlink)/;

/** What the kernel may answer to such a call. */
function codeOf(name, args) {
  if (/^(?:spawn|exec|fork)/.test(name)) return 'EAGAIN';
  if (args.some((word) => typeof word === 'string' && word.startsWith('/sys/fs/cgroup/'))) return 'EBUSY';
  return NEEDS_ROOM.test(name) ? 'ENOSPC' : 'EIO';
}

/** What Node throws where the kernel refuses the call. */
function failure(name, code, [path, dest]) {
  const syscall = name.replace(/Sync$/, '');
  const texts = {
    ...(typeof path === 'string' && { path }),
    ...(typeof dest === 'string' && /^(rename|link|symlink|copyFile)/.test(name) && { dest }),
  };
  const said = [texts.path, texts.dest]
    .filter(Boolean)
    .map((text) => `'${text}'`)
    .join(' -> ');
  const error = new Error(`${code}: caused, ${syscall} ${said}`.trim());
  return Object.assign(error, { errno: -constants.errno[code], code, syscall, ...texts });
}

const { O_WRONLY, O_RDWR, O_CREAT } = fs.constants;

/** Looking changes nothing. */
function isLook(flags = 'r') {
  return typeof flags === 'number' ? (flags & (O_WRONLY | O_RDWR | O_CREAT)) === 0 : flags === 'r';
}

function wrap(owner, name) {
  const original = owner[name];
  const counted = function (...args) {
    if (/^open/.test(name) && isLook(args[1])) return original.apply(this, args);
    number += 1;
    const mine = number;
    if (log !== undefined) write(log, `${mine} ${name} ${shown(args)}\n`);
    if (mine === at && FAULTS_WHEN === 'fails') return failed(owner, name, args, () => original.apply(this, args));
    if (mine === at && FAULTS_WHEN === 'before') process.kill(process.pid, 'SIGKILL');
    const result = original.apply(this, args);
    if (mine === at) process.kill(process.pid, 'SIGKILL');
    return result;
  };
  // What promisify makes of it is kept beside it.
  owner[name] = Object.assign(counted, original);
  for (const key of Object.getOwnPropertySymbols(original)) counted[key] = original[key];
}

/**
 * Calls what starts a program where the kernel gives no process. Node itself then says so in its own way, once it has
 * made the pipes.
 */
function startFails(name, code, start) {
  const answer = -constants.errno[code];
  const isSync = /Sync$/.test(name);
  const [owner, method] = isSync
    ? [process.binding('spawn_sync'), 'spawn']
    : [process.binding('process_wrap').Process.prototype, 'spawn'];
  const original = owner[method];
  owner[method] = function (options) {
    if (isSync) return { error: answer, pid: 0, output: null, status: null, signal: null };
    original.call(this, { ...options, file: '/nonexistent/program' });
    return answer;
  };
  try {
    return start();
  } finally {
    owner[method] = original;
  }
}

/** What a call answers that fails. */
function failed(owner, name, args, call) {
  const code = codeOf(name, args);
  if (owner === child) return startFails(name, code, call);
  if (owner === fs.promises) return Promise.reject(failure(name, code, args));
  throw failure(name, code, args);
}

const CHANGES = [
  ...['appendFile', 'chmod', 'chown', 'copyFile', 'cp', 'fsync', 'ftruncate', 'lchown', 'link', 'mkdir', 'mkdtemp'],
  ...['open', 'rename', 'rm', 'rmdir', 'symlink', 'truncate', 'unlink', 'write', 'writeFile'],
];
for (const name of CHANGES) {
  wrap(fs, `${name}Sync`);
  if (name in fs.promises) wrap(fs.promises, name);
}
for (const name of ['spawn', 'spawnSync', 'execFileSync', 'execFile', 'fork']) wrap(child, name);
syncBuiltinESMExports();
