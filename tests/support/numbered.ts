import { numbered } from "./openai-scenarios";

/** `w0001 w0002 … `: what the scripted server says in `count` numbered tokens. */
export const numberedText = (count: number): string =>
  Array.from({ length: count }, (_, i) => numbered(i)).join("");
