/** What everything gets that opens over the page. */
export type OverlayProps = { open: boolean; onOpenChange: (open: boolean) => void };
