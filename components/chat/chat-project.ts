import type { Variable } from "@/lib/schemas";

/** What the chat page knows of its project. */
export type ChatProject = {
  id: string;
  name: string;
  model: string;
  /** Whether the model that answers can be given pictures. */
  seeing: boolean;
  hasPrompts: boolean;
  /** Ways to begin; none: the general ones. */
  starters: string[];
  /** Whether the person may change the project. */
  editable: boolean;
  variables: Variable[];
  /** The number of the release that answers; null: the draft does. */
  liveRelease: number | null;
};
