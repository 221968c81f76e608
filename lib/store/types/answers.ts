import type { Scope } from "./scope";

/** An answer that a program asked to be kept, as JSON text that only its writer and reader know. */
export type AnswerRecord = {
  id: string;
  projectId: string;
  /** It goes with this chat; null: it has none. */
  chatId: string | null;
  data: string;
  createdAt: number;
  expiresAt: number;
};

/** A key reaches what it wrote itself; its maker in person reaches what all of their keys wrote. */
export interface AnswerStore {
  /** Takes the place of one of the same id. False when the project is not there. */
  put(scope: Scope, record: AnswerRecord): Promise<boolean>;
  /** Null when expired at `now`. */
  get(scope: Scope, id: string, now: number): Promise<AnswerRecord | null>;
  remove(scope: Scope, id: string): Promise<boolean>;
}
