/** What a step leaves for its own end, which reads no file of inputs. */
import { getInput, getState, saveState } from '@actions/core';
import type { Inputs } from '../config/inputs.js';

type Left = 'cleanup' | 'artifact-name' | 'retention-days' | 'ask-label';

/** Keeps what the end of this step needs of its inputs, those of a file among them. */
export function leaveInputs({ cleanup, artifactName, retentionDays, askLabel }: Inputs): void {
  const texts: Readonly<Record<Left, string>> = {
    cleanup,
    'artifact-name': artifactName ?? '',
    'retention-days': retentionDays === undefined ? '' : String(retentionDays),
    'ask-label': askLabel,
  };
  for (const [name, text] of Object.entries(texts)) saveState(name, text);
}

/** Returns the text; that of the workflow where the step ended before it had read its inputs. */
export const leftInput = (name: Left): string => getState(name) || getInput(name);
