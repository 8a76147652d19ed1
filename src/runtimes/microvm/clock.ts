/** Sets the clock of an emulated guest, which counts the host's own time stamp counter and must know its frequency. */
import { CommandError, runCommand } from '../../host/commands/command.js';
import { hostFiles } from '../../host/facts/files.js';
import { parseCpuinfo } from '../../host/facts/proc.js';

/**
 * Returns the frequency of the time stamp counter in kHz from the kernel's log, the refined figure where there is one.
 * It returns undefined where the log does not have it (any more). Pure.
 */
export function tscKhz(kernelLog: string): number | undefined {
  const said = [
    /tsc: Refined TSC clocksource calibration: (\d+)\.(\d{3}) MHz/,
    /tsc: Detected (\d+)\.(\d{3}) MHz TSC/,
    /tsc: Detected (\d+)\.(\d{3}) MHz processor/,
  ].map((pattern) => pattern.exec(kernelLog));
  const [, mhz, khz] = said.find((match) => match !== null) ?? [];
  return mhz && khz ? Number(mhz) * 1000 + Number(khz) : undefined;
}

/**
 * Returns the same from /proc/cpuinfo, in kHz. It returns undefined where that may be the present frequency of a core:
 * only without the counters of actual performance it is the frequency found at boot (Linux,
 * arch/x86/kernel/cpu/proc.c). Pure.
 */
export function steadyKhz(cpuinfo: string): number | undefined {
  const [{ flags = '', 'cpu MHz': mhz = '' } = {}] = parseCpuinfo(cpuinfo);
  const has = flags.split(' ');
  const isSteady = has.includes('constant_tsc') && !has.includes('aperfmperf');
  return isSteady && /^\d+\.\d{3}$/.test(mhz) ? Number(mhz.replace('.', '')) : undefined;
}

/**
 * Returns kernel parameters for a guest under emulation on x86. Without them the guest measures the counter against an
 * emulated timer. On a busy host that fails and the boot hangs, or the guest later takes a delay of the host for a
 * fault of the counter and falls back to counting ticks, some of which are lost.
 */
export async function emulatedClock(): Promise<string[]> {
  for (const argv of [['dmesg'], ['journalctl', '--dmesg', '--boot', '--output=cat']]) {
    const khz = tscKhz(await outputOf(argv));
    if (khz) return tscParameters(khz);
  }
  // After days of other messages the log no longer has its beginning.
  const khz = steadyKhz(hostFiles().must('/proc/cpuinfo'));
  return khz ? tscParameters(khz) : ['tsc=reliable'];
}

const tscParameters = (khz: number) => ['tsc=reliable', `tsc_early_khz=${khz}`];

async function outputOf(argv: readonly string[]): Promise<string> {
  try {
    return (await runCommand(argv)).stdout;
  } catch (error) {
    // This command is not installed here; the other one may be.
    if (error instanceof CommandError) return '';
    throw error;
  }
}
