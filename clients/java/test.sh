#!/bin/sh
# Builds the client and runs its own tests. "./test.sh conformance" carries out the calls of the conformance suite, one
# a line on standard input, with what was built before; "./test.sh conformance --async" with the client that does not wait.
set -eu
cd "$(dirname "$0")"

if [ "${1-}" = conformance ]; then
  shift
  exec java -cp "$(cat target/test.classpath)" dev.kloakd.Conformance "$@"
fi
./build.sh test
exec java -cp "$(cat target/test.classpath)" org.junit.platform.console.ConsoleLauncher \
  --scan-classpath target/test-classes --disable-banner --details=tree
