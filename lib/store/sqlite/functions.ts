import type { DatabaseSync } from "node:sqlite";
import type { MessagePart } from "@/lib/schemas";
import { messageSearchText, searchIndexText } from "../search-text";

/**
 * What the schema's triggers call, so that no writer can forget the search index. Another program may read the database
 * without them, but not write titles or messages.
 */
export function addFunctions(database: DatabaseSync): void {
  const options = { deterministic: true };
  database.function("search_index", options, (text) => searchIndexText(String(text)));
  database.function("message_index", options, (parts) =>
    searchIndexText(messageSearchText(JSON.parse(String(parts)) as MessagePart[])),
  );
}
