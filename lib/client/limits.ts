import type { LIMITS as ALL } from "@/lib/schemas/common";

/** The limits that the chat page needs, without the schema library that their home brings along; the type keeps them true. */
export const LIMITS: Pick<typeof ALL, "messageMax" | "filesPerMessage"> = {
  messageMax: 100_000,
  filesPerMessage: 10,
};
