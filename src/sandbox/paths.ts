/** Paths inside every sandbox. */
export const SANDBOX = {
  /** The script that answers requests. */
  agent: '/tare/agent',
  /** The script that prints what the sandbox really has. */
  probe: '/tare/probe',
  /** A bind mount or a second disk: the same backing device for every arm. */
  volume: '/tare/volume',
  /** A directory on the runtime's default writable layer. */
  root: '/var/tmp/tare',
} as const;
