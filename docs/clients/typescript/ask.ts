// Three questions, asked with types that GraphQL code generator made from the schema: node ask.ts ADDRESS
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";
import { FilterMaterialsDocument, FrequentReactionsDocument, RulesForPatientDocument } from "./generated.ts";

const [address] = process.argv.slice(2);

async function ask<Answer, Values>(question: TypedDocumentNode<Answer, Values>, variables: Values): Promise<Answer> {
  const response = await fetch(`${address}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: print(question), variables }),
  });
  const { data, errors } = (await response.json()) as { data: Answer; errors?: { message: string }[] };
  if (errors) throw new Error(errors.map((error) => error.message).join("\n"));
  return data;
}

const { label } = await ask(FilterMaterialsDocument, { label: "besponsa" });
for (const { material, verdict, evidence } of label?.materials.nodes ?? [])
  console.log(`${material ?? "any"}: ${verdict} (section ${evidence[0]?.section})`);

const { adverseReactions } = await ask(FrequentReactionsDocument, { atLeast: "40", first: 3 });
for (const { term, grade, percent } of adverseReactions.nodes) console.log(`${term}, grade ${grade}: ${percent} %`);
console.log(`${adverseReactions.totalCount} in all`);

const findings = [{ parameter: "platelets", value: "40", unit: "10*9/L", baseline: "60" }];
const { applicableDoseRules } = await ask(RulesForPatientDocument, { label: "besponsa", findings });
for (const { applicability, rule } of applicableDoseRules)
  if (applicability === "APPLIES") console.log(`${rule.trigger}: ${rule.actions.join(", ")}`);
