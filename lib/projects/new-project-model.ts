import { defaultModel } from "@/lib/ai";
import { recentSettings } from "@/lib/auth";

/** The model of projects that name none: what an administrator chose, else the server's. */
export async function newProjectModel(): Promise<string> {
  return (await recentSettings()).defaultModel ?? defaultModel();
}
