import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import zlib from "node:zlib";

/** We ask for no compression; some gateways compress all the same. What has arrived is passed on at once. */
export function decodedBody(response: IncomingMessage): Readable {
  const flush = zlib.constants.Z_SYNC_FLUSH;
  switch (response.headers["content-encoding"]?.trim().toLowerCase()) {
    case "gzip":
    case "x-gzip":
      return response.pipe(zlib.createGunzip({ flush, finishFlush: flush }));
    case "deflate":
      return response.pipe(zlib.createInflate({ flush, finishFlush: flush }));
    case "br":
      return response.pipe(zlib.createBrotliDecompress());
    default:
      return response;
  }
}
