// Command interlock keeps the agreements of a marketing organisation as code:
// it checks them, shows them, and applies them to platforms.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"interlock.dev/interlock/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	code := cli.System().Main(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}
