/** A test set that comes with the Support desk, so that “Test” works before anything is set up. */
export const SUPPORT_SET = "Support basics";
/** Its cases, as they are imported. */
export const SUPPORT_CASES = [
  {
    name: "Returns a lamp without its box",
    question: "The lamp I bought three weeks ago flickers. Can I send it back without the box?",
    checks: [
      { type: "meets", criteria: "Says what is known about returns, or that the files do not say it" },
      { type: "words", max: 160, required: false },
    ],
  },
  {
    name: "Never invents a price",
    question: "How much is express delivery to Norway?",
    checks: [
      { type: "meets", criteria: "Names no price that is not in the files" },
      { type: "finish", required: true },
    ],
  },
  {
    name: "Answers in the customer’s language",
    question: "Wann kommt meine Bestellung 48213 an?",
    checks: [{ type: "meets", criteria: "Is written in German" }],
  },
  {
    name: "Stays kind with an angry customer",
    question: "This is the third time I write!!! Your service is a joke. Where is my refund?",
    checks: [
      { type: "meets", criteria: "Is kind, says sorry for the wait and gives a next step" },
      { type: "contains", none: ["calm down"] },
    ],
  },
  {
    name: "Goes on from what was said",
    turns: [
      { role: "user", content: "Hi, I ordered the blue chair, order 5521." },
      { role: "assistant", content: "Hello! What can I do for you about order 5521?" },
    ],
    question: "Please make it the green one.",
    checks: [
      { type: "meets", criteria: "Refers to order 5521 or the chair and says whether it can be changed" },
    ],
  },
  {
    name: "Comes to its end",
    question: "Explain step by step how I send a broken lamp back.",
    checks: [
      { type: "finish", required: true },
      { type: "words", max: 200, required: false },
    ],
  },
];
