package state

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// Holder says who works on a state, for those who wait for it.
type Holder struct {
	PID     int       `json:"pid"`
	Host    string    `json:"host"`
	Command string    `json:"command"`
	Since   time.Time `json:"since"`
}

// Self is the holder that this process is. The command is the one that people
// typed, without what may be secret in it.
func Self(command string, now time.Time) Holder {
	host, err := os.Hostname()
	if err != nil {
		host = "an unnamed host"
	}
	return Holder{PID: os.Getpid(), Host: host, Command: command, Since: now.UTC().Truncate(time.Second)}
}

// String is the holder as it stands in a message.
func (h Holder) String() string {
	if h.PID == 0 {
		return "another process that left no name"
	}
	parts := []string{fmt.Sprintf("process %d on %s", h.PID, h.Host)}
	if h.Command != "" {
		parts = append(parts, "`"+h.Command+"`")
	}
	if !h.Since.IsZero() {
		parts = append(parts, "since "+h.Since.UTC().Format("2006-01-02 15:04:05 MST"))
	}
	return strings.Join(parts, ", ")
}
