#!/bin/sh
# Makes the virtual environment named by the first argument, with Python 3.11.
set -eu
for python in python3.11 /usr/bin/python3.11 python3 python; do
    if "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
        "$python" -m venv --clear "$1" && exit 0
        echo "Python 3.11 is here but cannot make a virtual environment: install its venv module" \
            "(on Debian or Ubuntu: apt-get install python3.11-venv), then run make again." >&2
        exit 1
    fi
done
echo "Permanence needs Python 3.11, and no python3.11 was found on the PATH." \
    "Install it (on Debian 12: apt-get install python3.11 python3.11-venv), then run make again." >&2
exit 1
