#!/bin/sh
# Finds Chromium for the browser tests, or installs Debian's as root, or says what to type. Browser tests are never skipped.
set -eu
if [ -n "${CHROMIUM_PATH:-}" ]; then
    [ -x "$CHROMIUM_PATH" ] && exit 0
    echo "CHROMIUM_PATH names $CHROMIUM_PATH, which cannot be run. Set it to a Chromium or unset it." >&2
    exit 1
fi
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core
    exit 0
fi
echo "The browser tests need Chromium, and none was found. Type: sudo apt-get install chromium" \
    "(or set CHROMIUM_PATH to one), then run make test again." >&2
exit 1
