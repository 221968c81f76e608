/** What is said where the built-in demo model answers. */
export const demoText = {
  label: "Demo model",
  badge: "Demo",
  answers: "The demo model answers.",
  connect: "Connect a real one",
  set: "Set",
  orServer: ", or for a server of your own (Ollama, vLLM, LM Studio, llama.cpp)",
  inFile: ", in",
  restart: ", and start again. Your projects and chats stay.",
} as const;
