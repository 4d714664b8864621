// Holds the engine's reading of patterns to JavaScript's, with the `u` flag:
// cargo run -p larkspec-conformance --bin patterns | node tests/validators/patterns.mjs

import { createInterface } from "node:readline";

const compile = (source) => {
  try {
    return new RegExp(source, "u");
  } catch {
    return null;
  }
};

const counts = { accepted: 0, rejected: 0, matches: 0, "no matches": 0 };
const failures = [];
for await (const line of createInterface({ input: process.stdin })) {
  const { source, ecma, why, portable, texts } = JSON.parse(line);
  const expression = compile(source);
  if ((expression !== null) !== ecma) failures.push({ source, ecma, why });
  if (texts === undefined || expression === null) {
    counts.rejected += 1;
    continue;
  }
  counts.accepted += 1;
  const second = compile(portable);
  for (const [text, matches] of texts) {
    counts[matches ? "matches" : "no matches"] += 1;
    const found = [expression.test(text), second?.test(text)];
    if (found.some((one) => one !== matches)) failures.push({ source, portable, text, matches, found });
  }
}

console.log("patterns:", counts);
for (const failure of failures.slice(0, 20)) console.log("DIFFERENT", JSON.stringify(failure));
process.exit(failures.length > 0 || counts.accepted === 0 ? 1 : 0);
