#!/bin/sh
# Builds what a release ships into target/, with the JDK and Debian's libraries alone: the jar, its sources, its
# documentation, and the POM. "./build.sh test" compiles the tests too, and writes target/test.classpath.
# Debian: default-jdk-headless libjackson2-databind-java; for the tests junit5.
set -eu
cd "$(dirname "$0")"

jars() { # NAME...: Debian's jars, as a class path
  for jar; do
    [ -e "/usr/share/java/$jar.jar" ] || { echo "/usr/share/java/$jar.jar is missing" >&2; exit 1; }
    printf '/usr/share/java/%s.jar:' "$jar"
  done
}
compile() { # CLASSPATH TARGET SOURCES OPTION...
  classpath=$1 target=$2 sources=$3
  shift 3
  # "classfile": Debian's Jackson names annotations that are not installed.
  find "$sources" -name '*.java' > target/sources
  javac --release 17 -encoding UTF-8 -Xlint:all,-classfile "$@" -Werror -cp "$classpath" -d "$target" @target/sources
}

version=$(sed -n 's|^  <version>\(.*\)</version>$|\1|p' pom.xml)
jackson=$(jars jackson-core jackson-annotations jackson-databind)
name=target/kloakd-$version

rm -rf target
mkdir -p target/classes/META-INF target/classes/dev/kloakd
cp LICENSE target/classes/META-INF/LICENSE
sed "s/\${project.version}/$version/" src/main/resources/dev/kloakd/version.txt > target/classes/dev/kloakd/version.txt
# "serial": exceptions can be serialized, but their form is no promise.
compile "$jackson" target/classes src/main/java -Xlint:-serial

printf 'Automatic-Module-Name: dev.kloakd\nImplementation-Version: %s\n' "$version" > target/manifest
jar --create --file "$name.jar" --manifest target/manifest -C target/classes .
jar --create --file "$name-sources.jar" -C src/main/java . -C target/classes dev/kloakd/version.txt
find src/main/java -name '*.java' > target/sources
javadoc -quiet -Xdoclint:all -Werror -encoding UTF-8 -cp "$jackson" -d target/javadoc @target/sources
jar --create --file "$name-javadoc.jar" -C target/javadoc .
cp pom.xml "$name.pom"

if [ "${1-}" = test ]; then
  junit=$(jars junit-jupiter-api junit-jupiter-params junit-jupiter-engine junit-platform-commons \
    junit-platform-engine junit-platform-launcher junit-platform-reporting junit-platform-console \
    opentest4j apiguardian-api picocli univocity-parsers)
  # "path": Debian's JUnit names jars that are not installed.
  compile "$name.jar:$jackson$junit" target/test-classes src/test/java -proc:none -Xlint:-path
  echo "target/test-classes:$name.jar:$jackson$junit" > target/test.classpath
fi
