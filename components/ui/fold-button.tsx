import { uiText } from "@/lib/text/ui";
import { Button } from "./button";

/** Below a long text of which the beginning shows. */
export function FoldButton({ open, onToggle }: { open: boolean; onToggle: () => void }) {
  return (
    <Button variant="ghost" size="sm" className="mt-1 -ml-2.5" aria-expanded={open} onClick={onToggle}>
      {open ? uiText.fold.less : uiText.fold.all}
    </Button>
  );
}
