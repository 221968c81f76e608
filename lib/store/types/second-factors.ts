/** What signing in takes beside the password. */
export type SecondFactorRecord = {
  userId: string;
  /** Sealed; see `lib/auth`. */
  secret: string;
  /** Null: begun, and of no effect yet. */
  confirmedAt: number | null;
  /** Hashes of the recovery codes that are left. */
  recovery: string[];
};

export interface SecondFactorStore {
  get(userId: string): Promise<SecondFactorRecord | null>;
  /** Who of them has it on. */
  on(userIds: string[]): Promise<Set<string>>;
  /** Begins anew, in the place of one that was not confirmed. False when one is, or the user is gone. */
  begin(userId: string, secret: string): Promise<boolean>;
  /** Once, and for this secret alone: another may have begun since. */
  confirm(userId: string, secret: string, recovery: string[], now: number): Promise<boolean>;
  /** Takes a time step's code: true once, and never for an earlier step after it. */
  takeStep(userId: string, step: number): Promise<boolean>;
  /** Takes a recovery code away: true once. */
  takeRecovery(userId: string, hash: string): Promise<boolean>;
  /** Puts others in the place of the recovery codes. */
  putRecovery(userId: string, recovery: string[]): Promise<boolean>;
  /** Everybody's, as they lie there. */
  sealed(): Promise<Pick<SecondFactorRecord, "userId" | "secret">[]>;
  /** Keeps the same secret under another seal; false when another one is there by now. */
  reseal(userId: string, secret: string, resealed: string): Promise<boolean>;
  remove(userId: string): Promise<boolean>;
}
