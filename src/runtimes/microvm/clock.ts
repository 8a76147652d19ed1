/** The clock of an emulated guest: it counts the host's own time stamp counter, and must know how fast that runs. */
import { CommandError, runCommand } from '../../host/command.js';

/**
 * Frequency of the time stamp counter in kHz, from the kernel's log: the refined figure where there is one. Undefined
 * where the log does not say (any more). Pure.
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
 * Kernel parameters for a guest under emulation on x86. Left to itself it measures the counter against an emulated
 * timer: on a busy host that fails, and the boot hangs; or it later takes a delay of the host for a fault of the
 * counter, and falls back to counting ticks, some of which are lost.
 */
export async function emulatedClock(): Promise<string[]> {
  for (const argv of [['dmesg'], ['journalctl', '--dmesg', '--boot', '--output=cat']]) {
    const khz = tscKhz(await outputOf(argv));
    if (khz) return ['tsc=reliable', `tsc_early_khz=${khz}`];
  }
  return ['tsc=reliable'];
}

async function outputOf(argv: readonly string[]): Promise<string> {
  try {
    return (await runCommand(argv)).stdout;
  } catch (error) {
    // Not installed here: the other one may be.
    if (error instanceof CommandError) return '';
    throw error;
  }
}
