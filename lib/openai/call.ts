import type { NextRequest } from "next/server";
import type { KeyPrincipal } from "@/lib/auth";
import type { KeyScope } from "@/lib/schemas";
import type { KeyAllowance, KeyRecord } from "@/lib/store";

/** One request of this dialect: its key is good and has the scope that the route asks for. */
export type DialectCall = {
  request: NextRequest;
  requestId: string;
  key: KeyRecord;
  principal: KeyPrincipal;
  /** The parts of the path that the route left open, decoded. Hostile. */
  params: string[];
  /** Scheme and host under which the caller reached us. */
  origin: string;
  /** Shown in the answer's headers. */
  allowance: KeyAllowance | null;
};

export type DialectMethod = "GET" | "POST" | "DELETE";

export type DialectRoute = {
  /** `*` stands for one part. */
  path: string;
  /** `scopes`: the key needs one of them. */
  methods: Partial<
    Record<
      DialectMethod,
      { scopes: readonly KeyScope[]; handle(call: DialectCall): Promise<Response | object> }
    >
  >;
};
