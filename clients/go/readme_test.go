package kloakd_test

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/kloakd/kloakd-go"
)

func TestEverySnippetOfTheReadmeIsCodeThatRuns(t *testing.T) {
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(read(t, "README.md"), -1)
	if len(blocks) < 5 {
		t.Fatalf("there are %d snippets", len(blocks))
	}
	// Examples run as tests. The loop over All needs Go 1.23: its file has a build tag.
	code := unindented(read(t, "example_test.go") + read(t, "range_go123_test.go") + read(t, "test/firstcall/main.go"))
	for _, block := range blocks {
		if !strings.Contains(code, unindented(block[1])) {
			t.Errorf("no example has\n%s", block[1])
		}
	}
}

func TestTheFirstCallOfTheReadmePrintsEndpoints(t *testing.T) {
	output, err := exec.Command("go", "run", "-buildvcs=false", "./test/firstcall").CombinedOutput()
	if err != nil || string(output) != "GET https://shop.example/api/items\n" {
		t.Errorf("%v: %s", err, output)
	}
}

func TestTheChangelogBeginsWithThisVersion(t *testing.T) {
	if !strings.HasPrefix(read(t, "CHANGELOG.md"), "# Changelog\n\n## "+kloakd.Version+"\n") {
		t.Errorf("it does not begin with %s", kloakd.Version)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func unindented(code string) string {
	return regexp.MustCompile(`(?m)^\t+`).ReplaceAllString(code, "")
}
