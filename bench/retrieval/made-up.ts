import { madeUpVector as vector } from "@/tests/support/vectors";

/** As text-embedding-3-small has them. */
export const DIMENSIONS = 1_536;
export const MODEL = "made-up";

export const madeUpVector = (n: number) => vector(n, DIMENSIONS, 0.7);
