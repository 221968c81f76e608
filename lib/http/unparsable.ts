import { randomUUID } from "node:crypto";
import { AppError } from "@/lib/errors";
import { apiPolicy, SECURITY_HEADERS } from "./security-headers";

/** The methods that Next carries. */
export const CARRIED = new Set(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]);

/** A whole HTTP/1.1 response for a parser's error code. */
export function unparsableAnswer(code: string | undefined): string {
  const foreignMethod = code === "HPE_INVALID_METHOD";
  const status = foreignMethod
    ? "405 Method Not Allowed"
    : code === "HPE_HEADER_OVERFLOW"
      ? "431 Request Header Fields Too Large"
      : code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? "408 Request Timeout"
        : "400 Bad Request";
  const requestId = randomUUID();
  const failure = new AppError(foreignMethod ? "method_not_allowed" : "validation_failed");
  const message = foreignMethod ? failure.message : "The request could not be read";
  const body = JSON.stringify({ success: false, message, code: failure.code, requestId });
  const headers = {
    ...SECURITY_HEADERS,
    "Content-Security-Policy": apiPolicy(false),
    "X-Request-Id": requestId,
    ...(foreignMethod ? { Allow: [...CARRIED].join(", ") } : {}),
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(body)),
    Connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${lines.join("")}\r\n${body}`;
}
