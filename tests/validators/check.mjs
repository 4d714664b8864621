// Holds the stored sample of verdicts to ajv: node tests/validators/check.mjs, where ajv is installed
// (npm install --no-save ajv@8).
//
// JavaScript's numbers are doubles: of integers from 2^53 on another one may be seen than was written, so
// payloads with such a number are counted apart where they differ. All else must be equal, by JSON Pointer
// and keyword.

import { readFileSync } from "node:fs";

let Ajv;
try {
  ({ default: Ajv } = await import("ajv/dist/2020.js"));
} catch (error) {
  if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
  console.log("skipped: there is no ajv (npm install --no-save ajv@8)");
  process.exit(0);
}

const sample = JSON.parse(readFileSync(new URL("sample.json", import.meta.url), "utf8"));

// A strict ajv refuses nothing of the schemas but the keywords that only annotate.
const ajv = new Ajv.default({ allErrors: true, strict: false, validateSchema: true });
const validators = new Map();
for (const [name, schema] of Object.entries(sample.schemas)) {
  validators.set(name, ajv.compile(schema));
}

function broken(validate, payload) {
  if (validate(payload)) return new Set();
  const found = validate.errors
    // `if` only says that what stands under `then` has failed, which is told by itself.
    .filter((error) => error.keyword !== "if")
    // So does `anyOf`, which stands for what its alternatives say.
    .filter((error) => !/\/anyOf\/\d+\//.test(error.schemaPath))
    .map((error) => {
      const property = error.params.missingProperty ?? error.params.additionalProperty ?? null;
      return JSON.stringify([error.instancePath, property, error.keyword]);
    });
  return new Set(found);
}

const same = (a, b) => a.size === b.size && [...a].every((rule) => b.has(rule));

const counts = { equal: 0, "stricter, as documented": 0, "numbers that JavaScript cannot hold": 0 };
const failures = [];
for (const row of sample.payloads) {
  const ours = new Set(row.broken.map((rule) => JSON.stringify(rule)));
  const theirs = broken(validators.get(row.schema), JSON.parse(row.payload));
  if (same(ours, theirs)) counts.equal += 1;
  else if (row.notes.includes("stricter")) counts["stricter, as documented"] += 1;
  else if (row.notes.includes("large")) counts["numbers that JavaScript cannot hold"] += 1;
  else failures.push([row, ours, theirs]);
}

console.log("ajv:", counts);
for (const [row, ours, theirs] of failures.slice(0, 10)) {
  console.log("DIFFERENT", row.schema, row.payload, "ours:", [...ours], "ajv's:", [...theirs]);
}
process.exit(failures.length > 0 ? 1 : 0);
