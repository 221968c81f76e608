import { type RefObject, useEffect } from "react";

/** After a failed attempt the first field that is wrong gets the focus; what folds it away opens. */
export function useWrongField(form: RefObject<HTMLElement | null>, attempts: number): void {
  useEffect(() => {
    if (attempts === 0) return;
    const field = form.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    const fold = field?.closest("details");
    if (fold) fold.open = true;
    field?.focus();
  }, [form, attempts]);
}
