/** Formats figures in sentences about the host. Pure. */

/** Writes bytes as `3.2 GiB`, or as `512 MiB` below one GiB. */
export function approximateBytes(bytes: number): string {
  return bytes >= 2 ** 30 ? `${(bytes / 2 ** 30).toFixed(1)} GiB` : `${Math.round(bytes / 2 ** 20)} MiB`;
}

/** Writes a share, 0..1, as `1.2 %`. */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
