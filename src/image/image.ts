/** The one userland every sandbox runs. */
export interface Image {
  /** `sha256:…` of the root tarball. */
  readonly digest: string;
  /** What it was made from, in words: `mmdebstrap bookworm sysbench` or the path given. */
  readonly recipe: string;
  /** Uncompressed tarball of the root, agent included. */
  readonly tarball: string;
  /** As printed by `sysbench --version`. */
  readonly sysbench: string;
}
