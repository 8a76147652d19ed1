/** Which inputs each subcommand of `tare history` reads. Their parser takes all, so that each can say whose one is. */
export const HISTORY_COMMANDS = ['add', 'show', 'compact'] as const;
export type HistoryCommand = (typeof HISTORY_COMMANDS)[number];

const ALL = ['history', 'config'];

export const HISTORY_INPUTS: Readonly<Record<HistoryCommand, readonly string[]>> = {
  add: [...ALL, 'from', 'artifact-name', 'baseline-branch', 'keep-days'],
  show: [...ALL, 'min-effect'],
  compact: [...ALL, 'keep-days'],
};
