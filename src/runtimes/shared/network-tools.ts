/** Programs that a runtime calls to make the network that it gives its users, installed where an arm is to have it. */
import type { ArmSpec } from '../../config/arms.js';
import type { Host, HostFacts } from '../../host/host.js';
import type { Binary } from '../../results/document.js';
import { checkRecipe, installRecipe } from '../install/install.js';
import type { Recipe } from '../install/recipe.js';
import type { Missing } from '../runtime.js';
import { hasOwnNetwork } from './own-network.js';

export const IPTABLES: Recipe = {
  runtime: 'iptables',
  programs: [{ name: 'iptables' }],
  packages: [{ name: 'iptables' }],
  byPath: 'refused',
};

const bare = ({ runtime }: Recipe): ArmSpec => ({ id: runtime, runtime, options: {} });

/** Returns what an arm lacks of these; nothing where it is not to have its runtime's network. It changes nothing. */
export async function checkNetworkTools(host: HostFacts, arm: ArmSpec, tools: readonly Recipe[]): Promise<Missing[]> {
  if (!hasOwnNetwork(arm)) return [];
  return (await Promise.all(tools.map((recipe) => checkRecipe(host, bare(recipe), recipe)))).flat();
}

/** Installs what an arm lacks of these, and returns the programs. @throws HostError */
export async function installNetworkTools(host: Host, arm: ArmSpec, tools: readonly Recipe[]): Promise<Binary[]> {
  const installed: Binary[] = [];
  for (const recipe of hasOwnNetwork(arm) ? tools : [])
    installed.push(...(await installRecipe(host, bare(recipe), recipe)).binaries);
  return installed;
}
