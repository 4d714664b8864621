#!/usr/bin/env python3
"""Holds the stored sample of verdicts to Python's jsonschema: python3 tests/validators/check.py

Python's `re` and `json` differ from what JSON Schema asks for in a few places, which are named below;
all else must be equal, by JSON Pointer and keyword.
"""

import json
import pathlib
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("skipped: Python has no jsonschema (pip install jsonschema)")
    sys.exit(0)

SAMPLE = pathlib.Path(__file__).with_name("sample.json")


def pointer(path):
    return "".join("/" + str(p).replace("~", "~0").replace("/", "~1") for p in path)


def broken(validator, payload):
    found = set()
    for error in validator.iter_errors(payload):
        at = pointer(error.absolute_path)
        if error.validator == "required":
            for name in error.validator_value:
                if name not in error.instance:
                    found.add((at, name, "required"))
        elif error.validator == "additionalProperties":
            known = error.schema.get("properties", {})
            for name in error.instance:
                if name not in known:
                    found.add((at, name, "additionalProperties"))
        else:
            found.add((at, None, error.validator))
    return found


def without_patterns(rules):
    return {rule for rule in rules if rule[2] != "pattern"}


def main():
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    validators = {name: Draft202012Validator(schema) for name, schema in sample["schemas"].items()}
    counts = {"equal": 0, "stricter, as documented": 0, "patterns read otherwise by Python": 0}
    failures = []
    for row in sample["payloads"]:
        ours = {tuple(rule) for rule in row["broken"]}
        theirs = broken(validators[row["schema"]], json.loads(row["payload"]))
        if ours == theirs:
            counts["equal"] += 1
        elif "stricter" in row["notes"]:
            counts["stricter, as documented"] += 1
        # `\d`, `\w` and `\s` know all of Unicode, and `$` also matches before a last line feed.
        elif without_patterns(ours) == without_patterns(theirs):
            counts["patterns read otherwise by Python"] += 1
        else:
            failures.append((row, ours ^ theirs))
    print("Python's jsonschema:", counts)
    for row, difference in failures[:10]:
        print("DIFFERENT", row["schema"], row["payload"], sorted(map(str, difference)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
