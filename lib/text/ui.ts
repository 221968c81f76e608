/** The words of the primitives in components/ui. */
export const uiText = {
  cancel: "Cancel",
  close: "Close",
  copy: {
    copied: "Copied",
    notAllowed: "Your browser doesn’t allow copying",
  },
  late: {
    offline: "This couldn’t be loaded. It appears when the connection is back.",
  },
  lazy: {
    failed: "This couldn’t be loaded. Check your connection and try again.",
  },
  field: {
    optional: "(optional)",
  },
  fold: {
    less: "Show less",
    all: "Show all",
  },
  unsaved: {
    title: "Leave without saving?",
    description: "Your changes on this page haven’t been saved.",
    leave: "Leave",
    stay: "Stay",
  },
} as const;
