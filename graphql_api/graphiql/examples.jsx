// The questions that the page offers: one click shows a question and its answer.
import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";

export function plugin(examples) {
  return { title: "Questions", icon: Icon, content: () => <Questions examples={examples} /> };
}

function Questions({ examples }) {
  const editor = useGraphiQL((state) => state.queryEditor);
  const { run } = useGraphiQLActions();
  const ask = (query) => {
    editor.setValue(query);
    run();
  };
  return (
    <section aria-label="Questions">
      <h2 className="graphiql-doc-explorer-title">Questions</h2>
      <p>
        Answers cite the label, and the approved label decides. There is a <a href="?plain=1">plain page</a>, too.
      </p>
      {Object.entries(Object.groupBy(examples, ({ title }) => title.split(":", 1)[0])).map(([who, asked]) => (
        <div key={who}>
          <h3>{who}</h3>
          <ul className="questions">
            {asked.map(({ title, query }) => (
              <li key={title}>
                <button type="button" disabled={!editor} onClick={() => ask(query)}>
                  {title.slice(who.length + 2)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5v.5M4 4h16v16H4z" />
    </svg>
  );
}
