#!/bin/sh
# install.sh VENV REQUIREMENTS: installs a locked requirements file, every hash checked.
# Compiled here, once: where Python is told to write no bytecode, each start would compile everything anew.
# By uv where uv can be installed and run, else by pip (slower, the same result).
set -eu
python="$1/bin/python"
if [ ! -x "$1/bin/uv" ]; then
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r tools/setup/uv.txt || true
fi
if "$1/bin/uv" pip install --quiet --compile-bytecode --python "$python" --require-hashes -r "$2"; then
    exit 0
fi
echo "uv did not install $2; pip does it instead." >&2
exec "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$2"
