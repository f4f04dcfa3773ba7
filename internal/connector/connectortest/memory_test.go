package connectortest_test

import (
	"testing"

	"interlock.dev/interlock/internal/connector/connectortest"
	"interlock.dev/interlock/internal/resource"
)

func TestMemory(t *testing.T) {
	connectortest.Run(t, func(*testing.T) connectortest.Subject {
		m := &connectortest.Memory{}
		return connectortest.Subject{
			Connector: m,
			Foreign:   func(key resource.Key) { m.Foreign(key, map[string]any{"made": "by hand"}) },
			Edit:      func(key resource.Key) { m.Edit(key, map[string]any{"edited": "by hand"}) },
			Dump:      m.Dump,
		}
	})
}
