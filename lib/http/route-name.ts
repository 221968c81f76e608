/**
 * A route by its parameters' names, `/api/chats/:chatId`: what figures and traces may say of an address. Of a catch-all only
 * where it begins is said, so that strangers' addresses make no names.
 */
export function routeOf(pathname: string, params: unknown): string {
  let segments = pathname.split("/");
  for (const [name, value] of Object.entries(
    (params ?? {}) as Record<string, string | string[] | undefined>,
  )) {
    if (Array.isArray(value)) segments = [...segments.slice(0, -value.length), "*"];
    else if (value !== undefined) {
      const at = segments.findIndex((segment) => segment === value || decoded(segment) === value);
      if (at >= 0) segments[at] = `:${name}`;
    }
  }
  return segments.join("/");
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
