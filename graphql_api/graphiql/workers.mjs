// Where the editors find their workers: beside this file.
const FILES = { json: "json.worker.js", graphql: "graphql.worker.js" };

globalThis.MonacoEnvironment = {
  getWorker: (_, label) => new Worker(new URL(FILES[label] ?? "editor.worker.js", import.meta.url), { type: "module" }),
};
