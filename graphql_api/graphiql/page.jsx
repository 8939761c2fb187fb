// GraphiQL over this server, with our questions beside it.
import "./workers.mjs";
import "graphiql/style.css";
import "./page.css";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { createRoot } from "react-dom/client";
import { plugin } from "./examples.jsx";

const { path, query, examples } = JSON.parse(document.getElementById("given").textContent);
const questions = plugin(examples);

async function fetcher(asked) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(asked),
  });
  return answer.json();
}

createRoot(document.getElementById("graphiql")).render(
  <GraphiQL
    fetcher={fetcher}
    defaultQuery={query}
    initialQuery={query}
    plugins={[HISTORY_PLUGIN, questions]}
    visiblePlugin={questions}
  >
    <GraphiQL.Logo>
      <a href="/">labelgraph</a>
    </GraphiQL.Logo>
  </GraphiQL>,
);
