import { useState } from "react";
import { uiText } from "@/lib/text/ui";
import { toast } from "./toast";

/**
 * What a button opens, fetched when the pointer or the focus reaches it and shown when it is pressed. `Loaded` is the module's
 * default export from then on; a fetch that fails is told, and pressing tries again.
 */
export function useLazy<C>(load: () => Promise<{ default: C }>) {
  const [Loaded, setLoaded] = useState<C | null>(null);
  const prepare = () => void load().catch(() => undefined);
  const open = () =>
    void load().then(
      (module) => setLoaded(() => module.default),
      () => toast.error(uiText.lazy.failed),
    );
  return { Loaded, open, reach: { onPointerEnter: prepare, onFocus: prepare, onClick: open } };
}
