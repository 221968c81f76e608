/** Where a menu or a popover stands: a little off its button and off the window's edges. */
export const floatPlace = { sideOffset: 6, collisionPadding: 8 };

/** Shared by dropdown menus, selects and popovers, so that everything that floats looks the same. */
export const floatClass =
  "z-dialog rounded-lg border border-line bg-raised text-fg shadow-float data-[state=closed]:animate-pop-out data-[state=open]:animate-pop-in";

export const menuItemClass =
  "relative flex min-h-8 cursor-default select-none items-center gap-2.5 rounded-sm px-2 py-1.5 text-sm outline-none data-[highlighted]:bg-pressed data-[disabled]:pointer-events-none data-[disabled]:opacity-50 touch:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-fg-subtle";
