import { effectiveModel } from "@/lib/ai/models";
import { canSee } from "@/lib/ai/vision";

/** Whether the model that answers when `wanted` is asked for can be given pictures. */
export const modelSees = (wanted: string): boolean => canSee(effectiveModel(wanted));
