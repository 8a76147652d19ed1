/**
 * Makes the network of a run: a bridge with one link for each sandbox, and the peer that all of them talk to. All of
 * it is in a network namespace of Tare's, so that it touches no address, firewall or daemon of the host, and nothing
 * of it is left once the namespace is gone.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from '../../errors.js';
import { CommandError } from '../commands/command.js';
import type { Host } from '../host.js';
import { ipIn, NetworkNamespace } from './namespace.js';

/** The addresses of a run's network. They are IPv4, which every runtime has. */
export interface Addressing {
  /** It is the address of the peer, on the bridge. */
  readonly peer: string;
  /** It is the number of bits of the subnet that all are in. */
  readonly prefix: number;
  /** It is the name of the link in a sandbox. */
  readonly device: string;
  readonly mtu: number;
  /** Returns the address of a sandbox, by its number. */
  sandbox(serial: number): string;
}

const BRIDGE = 'tare0';

export class Network {
  readonly #host: Host;
  readonly #addressing: Addressing;
  /** It holds the bridge and the peer. */
  readonly namespace: NetworkNamespace;

  private constructor(host: Host, addressing: Addressing, namespace: NetworkNamespace) {
    this.#host = host;
    this.#addressing = addressing;
    this.namespace = namespace;
  }

  /**
   * Opens the network. @throws HostError where the host cannot have one: its kernel may know no bridge and no veth.
   */
  static async open(host: Host, addressing: Addressing): Promise<Network> {
    const { peer, prefix, mtu } = addressing;
    try {
      const namespace = await NetworkNamespace.make(host, join(host.paths.work, `bridge-${host.run.nextId('bridge')}`));
      const network = new Network(host, addressing, namespace);
      try {
        await namespace.ip([
          'link set lo up',
          `link add ${BRIDGE} mtu ${mtu} type bridge stp_state 0 mcast_snooping 0`,
          ...withoutIpv6(BRIDGE),
          `address add ${peer}/${prefix} dev ${BRIDGE}`,
          `link set ${BRIDGE} up`,
        ]);
        // One link is made and removed, so that a host that cannot make links is refused before anything is measured.
        await (await network.link()).close();
      } catch (error) {
        await network.close();
        throw error;
      }
      return network;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new HostError(
        `This host can have no bridge with veth links in a network namespace: ${saidBy(error)}`,
        'It needs the packages iproute2 and util-linux, and a kernel with CONFIG_NET_NS, CONFIG_BRIDGE and CONFIG_VETH.',
      );
    }
  }

  /** Makes a new link with its sandbox's end in a namespace of its own. @throws CommandError */
  async link(): Promise<Link> {
    const serial = this.#host.run.nextId('link');
    const namespace = await NetworkNamespace.make(this.#host, join(this.#host.paths.work, `network-${serial}`));
    const link = new Link(this.namespace, namespace, `link${serial}`, {
      ...this.#addressing,
      address: this.#addressing.sandbox(serial),
    });
    try {
      await link.make();
    } catch (error) {
      await link.close();
      throw error;
    }
    return link;
  }

  async close(): Promise<void> {
    await this.namespace.remove();
  }
}

/**
 * Returns the lines that keep a device from giving itself an address of IPv6. A kernel whose IPv6 is switched off
 * (`ipv6.disable=1`) refuses them, and gives none.
 */
const withoutIpv6 = (device: string): string[] =>
  existsSync('/proc/sys/net/ipv6') ? [`link set ${device} addrgenmode none`] : [];

/** Returns what the tool itself printed. The lines of `ip -batch` end with the number of the one that failed. */
function saidBy({ message, result: { stderr } }: CommandError): string {
  const [first = message] = stderr.split('\n').filter((line) => line.trim() !== '');
  return first.trim();
}

interface LinkAddressing extends Pick<Addressing, 'prefix' | 'device' | 'mtu'> {
  readonly address: string;
}

/** A machine's link: its monitor opens the device, and is started where that is. */
export interface Tap {
  readonly device: string;
  /** These words go before the command that starts the monitor. */
  readonly enter: readonly string[];
  /** It is the address that the guest gives its own end, with the number of bits of the subnet. */
  readonly address: string;
}

/** A veth pair, with one end on the bridge and the other for a sandbox. */
export class Link {
  readonly #peer: NetworkNamespace;
  readonly #namespace: NetworkNamespace;
  /** It is the name of the end on the bridge. */
  readonly #name: string;
  readonly #addressing: LinkAddressing;

  constructor(peer: NetworkNamespace, namespace: NetworkNamespace, name: string, addressing: LinkAddressing) {
    this.#peer = peer;
    this.#namespace = namespace;
    this.#name = name;
    this.#addressing = addressing;
  }

  /**
   * It is the path of the namespace that holds the sandbox's end, for runtimes that start a sandbox in an existing
   * one.
   */
  get namespace(): string {
    return this.#namespace.path;
  }

  /** It is the address of the sandbox's end. */
  get address(): string {
    return this.#addressing.address;
  }

  /** These words go before a command that is to run with this link as its network. */
  get enter(): readonly string[] {
    return this.#namespace.enter;
  }

  async make(): Promise<void> {
    const { device, mtu } = this.#addressing;
    const end = `peer name ${device} mtu ${mtu} netns ${this.#namespace.path}`;
    await this.#peer.ip([
      `link add ${this.#name} mtu ${mtu} type veth ${end}`,
      ...withoutIpv6(this.#name),
      `link set ${this.#name} master ${BRIDGE} up`,
    ]);
    await this.#namespace.ip(this.#configuration());
  }

  /**
   * Puts a tap on the bridge in the place of the pair.
   * @param user number of the user who may open it; root alone where absent.
   * @throws CommandError, as where the kernel has no taps.
   */
  async asTap(user?: number): Promise<Tap> {
    const { mtu, address, prefix } = this.#addressing;
    await this.#peer.ip([
      `link delete ${this.#name}`,
      `tuntap add dev ${this.#name} mode tap${user === undefined ? '' : ` user ${user}`}`,
      `link set ${this.#name} mtu ${mtu}`,
      ...withoutIpv6(this.#name),
      `link set ${this.#name} master ${BRIDGE} up`,
    ]);
    return { device: this.#name, enter: this.#peer.enter, address: `${address}/${prefix}` };
  }

  /** Moves the sandbox's end into the network namespace of a process. @throws CommandError */
  async moveTo(pid: number): Promise<void> {
    await this.#namespace.ip([`link set ${this.#addressing.device} netns ${pid}`]);
    await ipIn(`/proc/${pid}/ns/net`, this.#configuration());
  }

  #configuration(): string[] {
    const { device, address, prefix } = this.#addressing;
    return [
      'link set lo up',
      ...withoutIpv6(device),
      `address add ${address}/${prefix} dev ${device}`,
      `link set ${device} up`,
    ];
  }

  /** Removes the pair with its end in a sandbox, even in one that has not ended. It is safe to call twice. */
  async close(): Promise<void> {
    try {
      await this.#peer.ip([`link delete ${this.#name}`]);
    } catch (error) {
      // The link went with the namespace of the sandbox, or was never made.
      if (!(error instanceof CommandError) || !error.result.stderr.includes('Cannot find device')) throw error;
    } finally {
      await this.#namespace.remove();
    }
  }
}
