export { type KeyPage, keyPage } from "./key-page";
export { createKey, listKeys, revokeKey, rotateKey, updateKey } from "./keys";
