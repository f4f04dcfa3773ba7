package schema

import (
	"strings"

	"interlock.dev/interlock/internal/document"
)

// validPath says whether a text is a path into an object as people write it.
func validPath(_ *Registry, text string) bool {
	_, err := document.ParsePath(text)
	return err == nil
}

func advisePath(r *Registry, text string) (problem, meant string) {
	tidy := strings.TrimSpace(text)
	if strings.HasPrefix(tidy, "/") { // a JSON pointer
		tidy = strings.ReplaceAll(tidy[1:], "/", ".")
	}
	tidy = strings.ReplaceAll(strings.TrimPrefix(tidy, "$."), "[]", "[*]")
	tidy = strings.Trim(tidy, ".")
	if tidy != text && validPath(r, tidy) {
		return "", tidy
	}
	if _, err := document.ParsePath(text); err != nil {
		_, problem, _ = strings.Cut(err.Error(), "cannot be read: ")
	}
	return problem, ""
}
