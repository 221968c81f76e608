import type { Scope } from "./scope";

/** A link that lets anyone who has it read one branch: the messages from the root to `leafId`, and nothing else. */
export type ShareRecord = {
  id: string;
  ownerId: string;
  projectId: string;
  chatId: string;
  leafId: string;
  /** The chat's title when it was shared; null for links from before titles were kept. */
  title: string | null;
  /** Of messages that may still grow, by id: how much of their text was there. UTF-16 units. */
  lengths: Record<string, number>;
  createdAt: number;
};

export interface ShareStore {
  /**
   * `tokenHash`: hex SHA-256 of the secret in the link, unique. Null when chat or message are not there.
   * @throws `limit_reached` when the owner has `max` links already
   */
  create(
    scope: Scope,
    input: {
      chatId: string;
      leafId: string;
      tokenHash: string;
      title: string;
      lengths: Record<string, number>;
      max: number;
    },
  ): Promise<ShareRecord | null>;
  /** Links that work, newest first. */
  list(scope: Scope, chatId: string): Promise<ShareRecord[]>;
  /** The link stops working at once and is forgotten. */
  revoke(scope: Scope, chatId: string, id: string): Promise<boolean>;
  /** For `lib/auth`, which makes the visitor's scope: the secret is the credential. Null when revoked or removed. */
  findByToken(tokenHash: string): Promise<ShareRecord | null>;
}
