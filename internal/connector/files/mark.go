package files

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"interlock.dev/interlock/internal/resource"
)

// A file of ours begins with two lines. The first names the resource; it makes
// the file ours. The second has a digest of all that follows, so that an edit
// shows even when the state is lost.
const (
	markPrefix   = "# interlock: "
	noticePrefix = "# Written by interlock ("
	noticeSuffix = "). Edits made here are put back: change the documents it comes from.\n"
	digestSize   = 16 // hexadecimal digits; it shows edits, and need not withstand an attacker
)

func mark(key resource.Key) string { return markPrefix + key.String() }

func bodyDigest(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])[:digestSize]
}

// marked puts the mark before a body.
func marked(key resource.Key, body []byte) []byte {
	return append([]byte(mark(key)+"\n"+noticePrefix+bodyDigest(body)+noticeSuffix), body...)
}

// content is a file, taken apart.
type content struct {
	ours    bool
	altered bool
	stray   string // the resource that the mark names, when that is another
	body    []byte
}

// parse takes the file of a key apart.
func parse(key resource.Key, text []byte) content {
	first, rest, _ := bytes.Cut(text, []byte("\n"))
	line := strings.TrimRight(string(first), "\r")
	if name, isMark := strings.CutPrefix(line, markPrefix); !isMark {
		return content{body: text}
	} else if line != mark(key) {
		return content{body: text, stray: strings.ToValidUTF8(name, "?")}
	}
	second, body, _ := bytes.Cut(rest, []byte("\n"))
	digest, found := strings.CutPrefix(string(second), noticePrefix)
	if !found {
		return content{ours: true, altered: true, body: rest}
	}
	digest, _, _ = strings.Cut(digest, ")")
	return content{ours: true, altered: digest != bodyDigest(body), body: body}
}

// version is the digest of a file's bytes.
func version(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func strayProblem(name string) string {
	return fmt.Sprintf("it carries the mark of %s and is no longer in its place, so it is not interlock's", name)
}
