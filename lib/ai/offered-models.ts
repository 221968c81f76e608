import { effectiveModel } from "@/lib/ai/connections/route";
import { canSee } from "@/lib/ai/vision";

/** Whether the model that answers when `wanted` is asked for can be given pictures. */
export const modelSees = async (wanted: string): Promise<boolean> => canSee(await effectiveModel(wanted));
