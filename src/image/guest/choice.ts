/**
 * Chooses the kernel that an arm's guests boot: the one that the option `kernel` asks for, or a replacement where it
 * cannot be had.
 */
import { HostError } from '../../errors.js';
import type { Host, HostFacts } from '../../host/host.js';
import { Slot } from '../../host/run-context.js';
import { BUILT_CPUS } from './built-config.js';
import { cachedKernel, forecast } from './built-kernel.js';
import { unmetRequirements } from './config.js';
import {
  builtGuest,
  cachedGuest,
  type Guest,
  type Needs,
  obtainGuest,
  refuseUnsuitable,
  unsuitability,
} from './kernel.js';

/** The value of the option that asks for a kernel built by Tare; any other value is a path. */
const BUILT = 'built';

export const KERNEL_OPTION = {
  help: `${BUILT}: made of the distribution's source, once; or the path of one; where left out, the distribution's for virtual machines if it can serve`,
  isPath: (value: string) => value !== BUILT,
};

/** Returns how many CPUs a guest of this kernel sees at the most; undefined where that is not known. */
export const mostCpusOf = (option: string | undefined): number | undefined =>
  option === BUILT ? BUILT_CPUS : undefined;

/** The words with which the note of a replacement begins; the reason follows. */
export const INSTEAD_OF_BUILT = "it boots the distribution's guest kernel, not the one asked for";

export interface ChosenGuest {
  readonly guest: Guest;
  /** One sentence that a reader of the results must know. */
  readonly note?: string;
}

/**
 * Returns the distribution's kernel where none is asked for and it suits. Where one should be built and cannot be,
 * the distribution's is used if it suits.
 * @param build makes Tare's kernel.
 * @throws HostError, InputError
 */
export async function chooseGuest(
  host: Host,
  option: string | undefined,
  needs: Needs,
  build: (host: Host) => Promise<Guest> = builtOnce,
): Promise<ChosenGuest> {
  if (option !== undefined && option !== BUILT) return { guest: suited(host, await obtainGuest(host, option), needs) };
  const stock = await obtainGuest(host, undefined);
  const fault = unsuitability(stock, needs);
  if (option === undefined && !fault) return { guest: suited(host, stock, needs) };
  try {
    return { guest: suited(host, await build(host), needs) };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    if (fault) throw new HostError(`${fault.message} None that can was to be had: ${error.message}`);
    host.log.warn(error.message);
    const [why = ''] = error.message.split('\n');
    return { guest: stock, note: `${INSTEAD_OF_BUILT}: ${why}` };
  }
}

function suited(host: Host, guest: Guest, needs: Needs): Guest {
  refuseUnsuitable(host, guest, needs);
  return guest;
}

const BUILT_GUEST = new Slot<Promise<Guest>>('guest kernel of our own');

/** A failed build is not tried again in one run: its end would be shown a second time. */
function builtOnce(host: Host): Promise<Guest> {
  return host.run.once(BUILT_GUEST, () => builtGuest(host));
}

type Fault = NonNullable<ReturnType<typeof unsuitability>>;

/** What Debian's kernels for virtual machines do not have: 6.1.192 says so itself, and is fetched by no plan. */
const UNSET_IN_DEBIAN = ['VIRTIO_MMIO_CMDLINE_DEVICES', 'X86_MPPARSE'];

/** Why the distribution's kernel will not serve, as far as that is known before it is fetched. */
function expectedFault({ distribution }: HostFacts, { monitor, requirements }: Needs): Fault | undefined {
  const lacking = requirements.filter(({ symbol }) => UNSET_IN_DEBIAN.includes(symbol));
  if (distribution.id !== 'debian' || lacking.length === 0) return undefined;
  const unmet = unmetRequirements(new Map(), lacking).join('; ');
  return { message: `Debian's kernel cannot be started by ${monitor}: ${unmet}.`, remedy: '' };
}

async function foreseenFault(host: HostFacts, option: string | undefined, needs: Needs): Promise<Fault | undefined> {
  if (option === BUILT) return undefined;
  const guest = await cachedGuest(host, option);
  if (guest) return unsuitability(guest, needs);
  return option === undefined ? expectedFault(host, needs) : undefined;
}

/** What prevents the kernel that an arm would boot, or must be made for it, as far as is known without a fetch. */
export interface Foreseen {
  readonly what: string;
  readonly remedy: string;
  readonly installable: boolean;
}

export async function foreseeGuest(host: HostFacts, option: string | undefined, needs: Needs): Promise<Foreseen[]> {
  const fault = await foreseenFault(host, option, needs);
  if (option !== BUILT && !fault) return [];
  if (fault && option !== undefined) return [{ what: fault.message, remedy: fault.remedy, installable: false }];
  if (await cachedKernel(host)) return [];
  const why = fault ? `. ${fault.message.replace(/\.$/, '')}` : '';
  const remedy = `tare builds it once from the distribution's source, in a root of its own: about ${forecast()}${why}`;
  return [{ what: 'a guest kernel of our own making', remedy, installable: true }];
}
