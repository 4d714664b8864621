"""Follows a guide: `guide.py GUIDE FOLDER` writes its files into FOLDER and runs its commands, all in their order.

A block after a paragraph that is a file name, such as `build.rs`: is that file. In a block `console`, a line after `$` is
a command, and each line below it must be a line of its output. Its exit code does not matter, since the output does.
"""

import pathlib
import re
import subprocess
import sys

guide, folder = map(pathlib.Path, sys.argv[1:])
blocks = re.finditer(r"(?:^`([^`\n]+)`[:：]\n\n)?^```(\w+)\n(.*?)^```$", guide.read_text(), re.M | re.S)
commands = 0
for name, language, text in (block.groups() for block in blocks):
    if name:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    if language != "console":
        continue
    for step in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, *expected = step.strip().split("\n")
        commands += 1
        run = subprocess.run(command, shell=True, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        printed = [line.strip() for line in run.stdout.split("\n")]
        missing = [line for line in expected if line.strip() not in printed]
        if missing:
            sys.exit(f"{guide}: `{command}` does not print {missing}, but:\n{run.stdout}")
        # What changes afterwards is compared with this.
        subprocess.run("git init -q; git add -A; git -c user.name=ci -c user.email=ci@localhost commit -qm before"
                       if commands == 1 else "true", shell=True, cwd=folder, check=True)
if commands < 3:
    sys.exit(f"{guide} has {commands} commands")
print(f"{guide}: {commands} commands print what they should")
