/** Whose keys pay for a request, where not the installation's. */
export type Account = {
  /** Null: the installation's. @throws `provider_failed` when the key can't be read */
  keyFor(connectionId: string): Promise<string | null>;
};
