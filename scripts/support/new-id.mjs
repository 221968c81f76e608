import { randomBytes } from "node:crypto";

/** Like those of the application: seconds and chance, 24 hexadecimal digits. */
export function newId() {
  const seconds = Math.floor(Date.now() / 1_000);
  return seconds.toString(16).padStart(8, "0") + randomBytes(8).toString("hex");
}
