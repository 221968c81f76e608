import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const nextBin = fileURLToPath(new URL("../../node_modules/next/dist/bin/next", import.meta.url));
