/** The scripts in every sandbox: its first process, and a probe. They are POSIX sh only, to run in any userland. */

/** Where every command of a sandbox is looked for. */
export const AGENT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The agent. Its only argument is a nonce that marks its own lines among what commands print.
 * Nothing is run before it is ready, or a start would hold our own work: the image has the folder, other userlands may
 * not. A request is one line of shell words, quoted by `quoteRequest`: `run I CWD ARGV…` or `bye`. Every command gets
 * the same small environment in every runtime: its size alone can move a figure (Mytkowicz et al., "Producing wrong
 * data without doing anything obviously wrong!", ASPLOS 2009).
 */
export const AGENT_SCRIPT = `#!/bin/sh
nonce=$1
say() { printf '\\n@tare %s %s\\n' "$nonce" "$*"; }
[ -d /var/tmp/tare ] || mkdir -p /var/tmp/tare
say ready
while IFS= read -r line; do
  eval "set -- $line"
  case $1 in
    run)
      i=$2 cwd=$3
      shift 3
      say begin "$i"
      (cd "$cwd" && exec env -i PATH=${AGENT_PATH} HOME=/root LC_ALL=C.UTF-8 "$@") </dev/null 2>&1
      say end "$i" $?
      ;;
    bye)
      say bye
      exit 0
      ;;
  esac
done
`;

/**
 * The request that lets the agent say once more that it is ready, as one has to that was restored and not started.
 * What stands behind the `;` is done by the agent's `eval`, so that the script, of which userlands are kept, stays as
 * it is.
 */
export const SAY_READY = 'again; say ready\n';

/** The request that gives the agent another nonce, with which it then says that it is ready. */
export function renamed(nonce: string): string {
  if (!/^[0-9a-f]+$/.test(nonce)) throw new Error(`a nonce is no hexadecimal number: ${JSON.stringify(nonce)}`);
  return `again; nonce=${nonce}; say ready\n`;
}

const MIB = 2 ** 20;
/** Half of it may be 512 MiB: more is no question of how fast pages come. */
const MOST_HELD_MIB = 1024;

/**
 * The request that lets the agent keep this much in its memory, and then say that it is ready. It is kept in variables
 * of 1 MiB, because a shell needs a multiple of one for a moment when it makes it.
 * @throws Error for what is no number of MiB.
 */
export function holding(bytes: number): string {
  const count = bytes / MIB;
  if (!Number.isInteger(count) || count < 1 || count > MOST_HELD_MIB) throw new Error(`${bytes} bytes cannot be held`);
  const double = 'h=x; i=0; while [ $i -lt 20 ]; do h=$h$h; i=$((i+1)); done';
  const keep = `n=0; while [ $n -lt ${count} ]; do eval "h$n=\\$h"; n=$((n+1)); done`;
  return `again; ${double}; ${keep}; say ready\n`;
}

/**
 * The request that lets the agent read all that it holds, to the last byte, and then say that it is ready. One that
 * holds nothing stays silent.
 */
export const TOUCH_HELD = `again; j=0; while [ $j -lt $n ]; do eval ": \\\${#h$j}"; j=$((j+1)); done; [ $j = "$n" ] && say ready\n`;

/**
 * Prints what a sandbox really has, as `key=value` lines. The memory limit is looked for where cgroup v1 and v2 put
 * it, with and without a cgroup namespace; where the group has none of its own (`max`), the limit is on the
 * namespace's root. A runtime that hides cgroups shows only the memory it has in all.
 */
export const PROBE_SCRIPT = `#!/bin/sh
first() { for file; do if [ -r "$file" ]; then cat "$file"; return; fi; done; }
limit() { for file; do if [ -r "$file" ]; then value=$(cat "$file"); [ "$value" = max ] || break; fi; done; echo "$value"; }
own() { sed -n "s/^[0-9]*:$1://p" /proc/self/cgroup 2>/dev/null | head -n 1; }
memory=$(own memory)
cpuset=$(own cpuset)
unified=$(own '')
g=/sys/fs/cgroup
echo "kernel=$(uname -r)"
echo "cpus=$(nproc)"
echo "cpuset=$(first "$g$unified/cpuset.cpus.effective" "$g/cpuset$cpuset/cpuset.cpus" $g/cpuset.cpus.effective $g/cpuset/cpuset.cpus)"
echo "memoryLimit=$(limit "$g$unified/memory.max" "$g/memory$memory/memory.limit_in_bytes" $g/memory.max $g/memory/memory.limit_in_bytes)"
echo "memoryTotal=$(sed -n 's/^MemTotal: *\\([0-9]*\\) kB/\\1/p' /proc/meminfo)"
echo "rootFilesystem=$(stat -f -c %T /var/tmp/tare)"
echo "volumeFilesystem=$(stat -f -c %T /tare/volume)"
echo "sysbench=$(sysbench --version)"
echo "sysbenchSha256=$(sha256sum "$(command -v sysbench)" | cut -d ' ' -f 1)"
echo "userlandSha256=$(sha256sum /tare/packages | cut -d ' ' -f 1)"
`;

/** What the agent and the probe cannot do without; what else the probe calls tells facts for the document. */
export const NEEDED_PROGRAMS = ['env', 'cat', 'head', 'nproc', 'sed'] as const;

/** A file system of its own needs `lost+found`. Nothing is started where the folders are empty. */
const EMPTY = [
  'for folder; do for old in "$folder"/* "$folder"/.[!.]* "$folder"/..?*',
  'do if [ -e "$old" ] || [ -L "$old" ]',
  'then case $old in */lost+found) ;; *) rm -rf "$old" || exit 1;; esac',
  'fi',
  'done',
  'done',
].join('; ');

/** Returns the command that removes what is in these folders. */
export const emptying = (folders: readonly string[]): string[] => ['/bin/sh', '-c', EMPTY, 'sh', ...folders];

/**
 * One request line. Words are single-quoted, so nothing in them is expanded.
 * @throws for a newline, which would end the request.
 */
export function quoteRequest(words: readonly string[]): string {
  const quoted = words.map((word) => {
    if (/[\n\r\0]/.test(word)) throw new Error(`a request word holds a line break: ${JSON.stringify(word)}`);
    return `'${word.replaceAll("'", "'\\''")}'`;
  });
  return `${quoted.join(' ')}\n`;
}
