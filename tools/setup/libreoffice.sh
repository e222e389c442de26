#!/bin/sh
# Finds LibreOffice for the proof that it opens our Word files, or installs Debian's as root, or says what to type.
set -eu
if [ -n "${SOFFICE_PATH:-}" ]; then
    [ -x "$SOFFICE_PATH" ] && exit 0
    echo "SOFFICE_PATH names $SOFFICE_PATH, which cannot be run. Set it to LibreOffice's soffice or unset it." >&2
    exit 1
fi
if command -v soffice >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-writer-nogui
    exit 0
fi
echo "The proof of Word files needs LibreOffice, and none was found. Type: sudo apt-get install libreoffice-writer-nogui" \
    "(or set SOFFICE_PATH to soffice), then run make prove again." >&2
exit 1
