import { healthEndpoint } from "@/lib/http/health";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = healthEndpoint();
