#!/bin/sh
# Builds what a release ships into target/, with the JDK and Debian's libraries alone:
# the jar, its sources, its documentation, and the POM. "./build.sh test" also compiles the tests.
# Debian: default-jdk-headless libjackson2-databind-java; for the tests junit5.
set -eu
cd "$(dirname "$0")"

version=$(sed -n 's|^  <version>\(.*\)</version>$|\1|p' pom.xml)
jackson=/usr/share/java/jackson-core.jar:/usr/share/java/jackson-annotations.jar:/usr/share/java/jackson-databind.jar
name=target/kloakd-$version

rm -rf target
mkdir -p target/classes/META-INF
cp -R src/main/resources/. target/classes
sed "s/\${project.version}/$version/" src/main/resources/dev/kloakd/version.txt > target/classes/dev/kloakd/version.txt
cp LICENSE target/classes/META-INF/LICENSE
# "classfile": Debian's Jackson names annotations that are not installed. "serial": nobody stores these exceptions.
javac --release 17 -encoding UTF-8 -Xlint:all,-serial,-classfile -Werror -cp "$jackson" -d target/classes \
  $(find src/main/java -name '*.java')

printf 'Automatic-Module-Name: dev.kloakd\nImplementation-Version: %s\n' "$version" > target/manifest
jar --create --file "$name.jar" --manifest target/manifest -C target/classes .
jar --create --file "$name-sources.jar" -C src/main/java . -C target/classes dev/kloakd/version.txt
javadoc -quiet -Xdoclint:all -Werror -encoding UTF-8 -cp "$jackson" -d target/javadoc \
  $(find src/main/java -name '*.java')
jar --create --file "$name-javadoc.jar" -C target/javadoc .
cp pom.xml "$name.pom"

if [ "${1-}" = test ]; then
  javac --release 17 -encoding UTF-8 -Xlint:all,-classfile -Werror -proc:none \
    -cp "$name.jar:$jackson:/usr/share/java/junit-jupiter-api.jar:/usr/share/java/junit-platform-commons.jar:/usr/share/java/apiguardian-api.jar:/usr/share/java/opentest4j.jar" \
    -d target/test-classes $(find src/test/java -name '*.java')
fi
