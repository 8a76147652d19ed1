/** Reads temperatures and throttle counters. */
import type { HostFiles } from '../files.js';

/**
 * These sensors belong to processors (kernel documentation, hwmon). Others, such as those of disks and radios, say
 * nothing about a CPU.
 */
const CPU_SENSORS = new Set(['coretemp', 'k10temp', 'k8temp', 'zenpower', 'cpu_thermal']);

/**
 * Returns the temperature of the hottest thermal zone or, where there is none, of the hottest CPU sensor, in degrees
 * Celsius; null where the host does not say.
 */
export function readCelsius(files: HostFiles): number | null {
  const zones = files.list('/sys/class/thermal').map((zone) => `/sys/class/thermal/${zone}/temp`);
  const readings = temperatures(files, zones);
  const all = readings.length > 0 ? readings : temperatures(files, cpuSensors(files));
  return all.length > 0 ? Math.max(...all) : null;
}

function cpuSensors(files: HostFiles): string[] {
  return files
    .list('/sys/class/hwmon')
    .map((name) => `/sys/class/hwmon/${name}`)
    .filter((monitor) => CPU_SENSORS.has(files.read(`${monitor}/name`) ?? ''))
    .flatMap((monitor) => files.list(monitor).map((file) => `${monitor}/${file}`))
    .filter((path) => /temp\d+_input$/.test(path));
}

/** The files hold thousandths of a degree. A sensor that is not connected shows 0, below -200 or 255 degrees. */
function temperatures(files: HostFiles, paths: readonly string[]): number[] {
  const celsius = paths.map((path) => Number.parseInt(files.read(path) ?? '', 10) / 1000);
  return celsius.filter((value) => value > 0 && value < 150);
}

/**
 * Returns the throttle events since boot, of every core and, once each, of every package (Intel); null where the host
 * does not count them.
 */
export function readThrottles(files: HostFiles): number | null {
  const folder = '/sys/devices/system/cpu';
  const cpus = files.list(folder).filter((name) => /^cpu\d+$/.test(name));
  const counter = (cpu: string, name: string) => {
    const text = files.read(`${folder}/${cpu}/thermal_throttle/${name}`);
    return text === undefined ? [] : [Number(text)];
  };
  const cores = cpus.flatMap((cpu) => counter(cpu, 'core_throttle_count'));
  const packages = new Map(
    cpus.flatMap((cpu) =>
      counter(cpu, 'package_throttle_count').map((count) => [
        files.read(`${folder}/${cpu}/topology/physical_package_id`) ?? cpu,
        count,
      ]),
    ),
  );
  const all = [...cores, ...packages.values()];
  return all.length > 0 ? all.reduce((sum, count) => sum + count, 0) : null;
}
