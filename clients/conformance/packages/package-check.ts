/**
 * Makes a client's package, installs it where nothing of this repository is, and there compiles and runs every block of
 * code of its page against the service.
 * @throws Error with what went wrong
 */
export type PackageCheck = (input: PackageInput) => Promise<void>;

export interface PackageInput {
  /** The client's. */
  source: string;
  /** An empty one. */
  folder: string;
  siteUrl: string;
  /** The variables that the page tells to set. */
  environment: Readonly<Record<string, string>>;
}
