export { createKey, listKeys, revokeKey, rotateKey, updateKey } from "./keys";
