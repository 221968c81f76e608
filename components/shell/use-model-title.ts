import { modelTitle } from "@/lib/schemas/model-name";
import { useShellState } from "./shell-provider";

/** What a model is called here. */
export function useModelTitle(): (model: string) => string {
  const given = useShellState(({ modelNames }) => modelNames);
  return (model) => modelTitle(given, model);
}
