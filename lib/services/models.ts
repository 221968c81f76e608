export { listModels } from "@/lib/ai/models";
