// Bundles GraphiQL and the workers of its editors: node build.mjs FOLDER. `make graphiql` runs it.
import { build } from "esbuild";
import { rmSync } from "node:fs";

const [folder] = process.argv.slice(2);
rmSync(folder, { recursive: true, force: true });
await build({
  entryPoints: {
    graphiql: "page.jsx",
    "editor.worker": "monaco-editor/esm/vs/editor/editor.worker.js",
    "json.worker": "monaco-editor/esm/vs/language/json/json.worker.js",
    "graphql.worker": "monaco-graphql/esm/graphql.worker.js",
  },
  outdir: folder,
  chunkNames: "chunks/[hash]",
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  loader: { ".ttf": "dataurl" },
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "linked",
  logLevel: "warning",
});
