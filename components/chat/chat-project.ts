import type { Variable } from "@/lib/schemas";

/** What the chat page knows of its project. */
export type ChatProject = {
  id: string;
  name: string;
  model: string;
  /** Whether the model that answers can be given pictures. */
  seeing: boolean;
  hasPrompts: boolean;
  variables: Variable[];
};
