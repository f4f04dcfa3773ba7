package state_test

import (
	"testing"

	"interlock.dev/interlock/internal/state"
	"interlock.dev/interlock/internal/state/statetest"
)

func TestMemory(t *testing.T) {
	statetest.Run(t, func(*testing.T) state.Store { return &state.Memory{} })
}
