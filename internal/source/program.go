package source

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
)

// gitProgram runs the git program where its own reading is the only right one. It
// is kept from everything that a repository may ask it to run or to fetch:
// hooks, file system monitors, filters, remotes, prompts.
type gitProgram struct {
	dir string
	env []string
}

// hardened are settings that come before those of the repository.
var hardened = [...]string{
	"--no-optional-locks", "--literal-pathspecs", "--no-pager",
	"-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.DevNull, "-c", "protocol.allow=never",
	"-c", "core.untrackedCache=false", "-c", "core.sshCommand=false", "-c", "credential.helper=",
}

// newGitProgram runs git in a folder, with an environment such as os.Environ
// gives. Git calls a hook with paths of its own in variables, which may be
// relative to the folder of the call.
func newGitProgram(dir string, environ []string) gitProgram {
	p := gitProgram{dir: dir}
	workTree, gitDir := false, false
	here, _ := os.Getwd() // without one, a relative path leads nowhere: git says so
	for _, pair := range environ {
		name, value, _ := strings.Cut(pair, "=")
		switch name {
		case "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR":
			if value == "" {
				continue
			}
			gitDir, workTree = gitDir || name == "GIT_DIR", workTree || name == "GIT_WORK_TREE"
			if !filepath.IsAbs(value) {
				value = filepath.Join(here, value)
			}
			p.env = append(p.env, name+"="+value)
		case "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH", "GIT_CEILING_DIRECTORIES":
			p.env = append(p.env, pair)
		default:
			if !strings.HasPrefix(name, "GIT_") {
				p.env = append(p.env, pair)
			}
		}
	}
	if gitDir && !workTree {
		p.env = append(p.env, "GIT_WORK_TREE="+here)
	}
	p.env = append(p.env, "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1", "LC_ALL=C")
	return p
}

func (p gitProgram) command(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "git", append(append([]string{"-C", p.dir}, hardened[:]...), args...)...)
	c.Env = p.env
	return c
}

// run gives what a command prints.
func (p gitProgram) run(ctx context.Context, input []byte, args ...string) ([]byte, error) {
	c := p.command(ctx, args...)
	var out, said bytes.Buffer
	c.Stdout, c.Stderr = &out, &said
	if input != nil {
		c.Stdin = bytes.NewReader(input)
	}
	switch err := c.Run(); {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("the program `git` is not installed; without it the index cannot be read")
	case err != nil:
		message := strings.TrimSpace(said.String())
		if message == "" {
			message = err.Error()
		}
		return nil, fmt.Errorf("git %s: %s", args[0], printable(message))
	}
	return out.Bytes(), nil
}

// batch reads objects, one after the other, from one process.
type batch struct {
	mu      sync.Mutex
	start   func() (io.WriteCloser, *bufio.Reader, error)
	in      io.WriteCloser
	out     *bufio.Reader
	failure error
}

func (p gitProgram) batch() *batch {
	return &batch{start: func() (io.WriteCloser, *bufio.Reader, error) {
		// It lives as long as somebody reads from it, not as long as the call that
		// listed the tree.
		c := p.command(context.Background(), "cat-file", "--batch")
		in, err := c.StdinPipe()
		if err != nil {
			return nil, nil, err
		}
		out, err := c.StdoutPipe()
		if err != nil {
			return nil, nil, err
		}
		if err := c.Start(); err != nil {
			return nil, nil, err
		}
		go func() { _ = c.Wait() }() // ends when in is closed
		return in, bufio.NewReader(out), nil
	}}
}

// read gives the content of a blob.
func (b *batch) read(object string) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failure != nil {
		return nil, b.failure
	}
	data, err := b.readOne(object)
	if err != nil && !errors.Is(err, errMissing) {
		b.failure = err // what comes next would be read at the wrong place
	}
	return data, err
}

var errMissing = errors.New("its content is not in the repository")

func (b *batch) readOne(object string) ([]byte, error) {
	if b.in == nil {
		var err error
		if b.in, b.out, err = b.start(); err != nil {
			return nil, err
		}
	}
	if _, err := io.WriteString(b.in, object+"\n"); err != nil {
		return nil, err
	}
	size, err := header(b.out)
	if err != nil {
		return nil, err
	}
	data := make([]byte, size+1)
	if _, err := io.ReadFull(b.out, data); err != nil {
		return nil, err
	}
	return data[:size], nil
}

// header reads the line that comes before an object.
func header(out *bufio.Reader) (size int64, err error) {
	line, err := out.ReadString('\n')
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(line)
	switch {
	case len(fields) == 2 && fields[1] == "missing":
		return 0, errMissing
	case len(fields) != 3 || fields[1] != "blob":
		return 0, fmt.Errorf("git cat-file says %q", printable(line))
	}
	return strconv.ParseInt(fields[2], 10, 64)
}

// close ends the process, if there is one.
func (b *batch) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.in != nil {
		_ = b.in.Close()
	}
	b.failure = os.ErrClosed
}
