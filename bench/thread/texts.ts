/** An ordinary answer of about 400 characters with what answers are made of. */
export function answer(i: number): string {
  const list = `1. Read **chapter ${i}** first\n2. Try the exercise\n3. Compare with \`solution-${i}.ts\``;
  const table = "| Step | Time |\n|---|---|\n| one | 5 min |\n| two | 10 min |";
  const code = `\`\`\`ts\nexport const step = (n: number) => n + ${i};\n\`\`\``;
  const body = [list, table, code][i % 3];
  return `Here is what I found about point ${i}, in *short* words.\n\n${body}\n\nSay so when something is unclear.`;
}

/** Characters in the long reply. */
const LENGTH = 9 * 1_024;

/** A reply of 9 KB: headings, paragraphs, lists, a table and listings in turn. */
export function longReply(): string {
  let text = "# A long answer\n";
  for (let i = 1; text.length < LENGTH; i++) {
    text += `\n## Part ${i}\n\nThe first thing to know about part ${i} is that it has **two sides**, and that *both* of them matter when you decide. See [the guide](https://example.com/part/${i}) for the details, or ask again.\n\n${answer(i)}\n`;
  }
  return text.slice(0, LENGTH);
}
