import { afterEach, describe, expect, it } from "vitest";
import { clientAddress, normalizeAddress } from "@/lib/http/address";
import { addressBehind } from "@/lib/http/request-hook";
import { unparsableAnswer } from "@/lib/http/unparsable";
import { setVariables } from "../../support/api";

let undo = () => {};
afterEach(() => undo());

describe("who is counted", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["::FFFF:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::6", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8::/64"],
    ["2001:db8:0:7::1", "2001:db8:0:7::/64"],
    ["2001:db8:1::", "2001:db8:1::/64"],
    ["[2001:db8::1]:443", "2001:db8::/64"],
    ["[2001:db8::1]", "2001:db8::/64"],
    ["192.0.2.7:51234", "192.0.2.7"],
    ["::ffff:c000:207", "192.0.2.7"],
    ["0:0:0:0:0:ffff:192.0.2.7", "192.0.2.7"],
    ["64:ff9b::192.0.2.7", "192.0.2.7"],
    ["64:ff9b::c000:207", "192.0.2.7"],
    ["::1", "::1"],
    ["0:0:0:0:0:0:0:1", "::1"],
    ["::", "::"],
    ["::2", "::/64"],
    ["1::", "1::/64"],
    ["0:0:0:1::1", "0:0:0:1::/64"],
    ["fe80::1%eth0", "fe80::/64"],
    ["", "unknown"],
  ])("%s is %s", (address, counted) => {
    expect(normalizeAddress(address)).toBe(counted);
  });

  it("takes the boot hook's word, and on Vercel the platform's", () => {
    const headers = new Headers({
      "x-client-address": "192.0.2.1",
      "x-forwarded-for": "198.51.100.1",
      "x-real-ip": "198.51.100.1",
    });
    undo = setVariables({ VERCEL: undefined });
    expect(clientAddress(headers)).toBe("192.0.2.1");
    undo();
    undo = setVariables({ VERCEL: "1", MONGODB_URI: "mongodb://localhost/x" });
    expect(clientAddress(headers)).toBe("198.51.100.1");
  });
});

describe("the address behind proxies", () => {
  it("is the socket's while none is trusted", () => {
    expect(addressBehind("1.1.1.1, 2.2.2.2", "10.0.0.1", 0)).toBe("10.0.0.1");
    expect(addressBehind(undefined, "10.0.0.1", 0)).toBe("10.0.0.1");
  });

  it("is what the outermost trusted proxy saw, never what stands before it", () => {
    expect(addressBehind("9.9.9.9, 203.0.113.5", "10.0.0.1", 1)).toBe("203.0.113.5");
    expect(addressBehind("9.9.9.9, 203.0.113.5, 10.0.0.2", "10.0.0.1", 2)).toBe("203.0.113.5");
    expect(addressBehind("203.0.113.5", "10.0.0.1", 1)).toBe("203.0.113.5");
  });

  it("falls back to the nearest it knows", () => {
    expect(addressBehind(undefined, "10.0.0.1", 2)).toBe("10.0.0.1");
    expect(addressBehind(" , ", "10.0.0.1", 1)).toBe("10.0.0.1");
    expect(addressBehind("203.0.113.5", "10.0.0.1", 3)).toBe("203.0.113.5");
    expect(addressBehind(undefined, undefined, 0)).toBe("");
  });
});

describe("what Node's parser gives up on", () => {
  it.each([
    ["HPE_INVALID_METHOD", 405],
    ["HPE_HEADER_OVERFLOW", 431],
    ["ERR_HTTP_REQUEST_TIMEOUT", 408],
    ["HPE_INVALID_CONSTANT", 400],
    [undefined, 400],
  ])("%s is answered with %i and the failure shape", (code, status) => {
    const [head = "", body = ""] = unparsableAnswer(code).split("\r\n\r\n");
    expect(head.startsWith(`HTTP/1.1 ${status} `)).toBe(true);
    expect(head).toContain("X-Content-Type-Options: nosniff");
    expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`);
    expect(JSON.parse(body)).toMatchObject({ success: false, requestId: expect.any(String) });
    expect(/^Allow: /m.test(head)).toBe(status === 405);
  });
});
