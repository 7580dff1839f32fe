#!/bin/sh
# Audits one large file on all cores and adds the parts up. GNU parallel hands out whole lines (--pipe) in blocks of
# 50 MB; --keep-order puts the rows back into the order of the input. Line numbers count within a block.
#
#   audit.sh connections.jsonl "read_odometer control_security" out
#
# out/rows.jsonl has a line for each connection, out/summary.json the summary of all of them, and out/parts/N.log what the
# audit of a block said: where it stops, the reason.
set -eu
input=$1
scope=$2
out=$3
audit=${CONNECT_CLI:-connect-cli}

mkdir -p "$out/parts"
parallel --pipe --block "${BLOCK:-50M}" --keep-order --halt now,fail=1 \
  "$audit audit - --scope '$scope' --format jsonl --group-by box,model --summary '$out/parts/{#}.json' 2>'$out/parts/{#}.log'" \
  <"$input" >"$out/rows.jsonl"
$audit audit merge "$out"/parts/*.json --json >"$out/summary.json"
