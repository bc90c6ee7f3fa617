package kloakd

import (
	"fmt"
	"net/url"
	"strings"
)

// pathOf is a path with further segments below it. "." and ".." would be taken as steps in the path, and an empty
// segment would vanish: they are an *ArgumentError.
func pathOf(base string, segments ...string) (string, error) {
	for _, text := range segments {
		if text == "" || text == "." || text == ".." {
			return "", &ArgumentError{fmt.Sprintf("%q cannot be an ID or the name of a module", text)}
		}
		base += "/" + url.PathEscape(text)
	}
	return base, nil
}

// checkPath wants the slash: without it a path such as "@host" would change whom the key is sent to.
func checkPath(path string) error {
	if strings.HasPrefix(path, "/") {
		return nil
	}
	return &ArgumentError{fmt.Sprintf("Path is %q, but must begin with a slash", path)}
}
