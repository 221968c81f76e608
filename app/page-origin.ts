import "server-only";
import { headers } from "next/headers";
import { requestOrigin } from "@/lib/http";

/** Scheme and host under which the person sees this page. */
export const pageOrigin = async (): Promise<string> => requestOrigin(await headers());
