import type { Scope } from "./scope";

/** A text that a person keeps, to put into messages; theirs alone, in every project. */
export type SavedPromptRecord = {
  id: string;
  ownerId: string;
  name: string;
  content: string;
  createdAt: number;
  updatedAt: number;
};
type Input = Pick<SavedPromptRecord, "name" | "content">;

/** All of it by the person of the scope. */
export interface SavedPromptStore {
  /** By name. */
  list(scope: Scope): Promise<SavedPromptRecord[]>;
  /** @throws `limit_reached` at `limit` */
  create(scope: Scope, input: Input, limit: number): Promise<SavedPromptRecord>;
  update(scope: Scope, id: string, input: Partial<Input>): Promise<SavedPromptRecord | null>;
  remove(scope: Scope, id: string): Promise<boolean>;
}
