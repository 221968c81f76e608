export const peopleText = {
  mailed: (email: string) => `The link was mailed to ${email}. You can also copy it here.`,
} as const;
