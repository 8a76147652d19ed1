/**
 * Loaded before the command: it counts every file operation that changes something and every program that is started,
 * and kills the process, as kill -9 does, before or after one of them. FAULTS_AT is its number (0: none), FAULTS_WHEN
 * `before` or `after`, FAULTS_LOG a file that gets a line for each.
 */
const fs = require('node:fs');
const child = require('node:child_process');
const { syncBuiltinESMExports } = require('node:module');

const { FAULTS_AT = '0', FAULTS_WHEN = 'before', FAULTS_LOG } = process.env;
const at = Number(FAULTS_AT);
const write = fs.writeSync;
const log = FAULTS_LOG ? fs.openSync(FAULTS_LOG, 'a', 0o600) : undefined;
let number = 0;

function shown([what, more]) {
  const words = typeof more === 'string' || Array.isArray(more) ? [more].flat().join(' ') : '';
  return `${what} ${words}`.replace(/\s+/g, ' ').slice(0, 200);
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
    if (mine === at && FAULTS_WHEN === 'before') process.kill(process.pid, 'SIGKILL');
    const result = original.apply(this, args);
    if (mine === at) process.kill(process.pid, 'SIGKILL');
    return result;
  };
  // What promisify makes of it is kept beside it.
  owner[name] = Object.assign(counted, original);
  for (const key of Object.getOwnPropertySymbols(original)) counted[key] = original[key];
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
