package state

import (
	"bytes"
	"context"
	"fmt"
	"sort"
	"strings"
	"sync"
	"time"
)

// Memory is a store that ends with the process. The zero value is ready.
type Memory struct {
	leases   leases
	mu       sync.Mutex
	entries  map[string]Entry
	revision Revision
}

// Get implements Store.
func (m *Memory) Get(ctx context.Context, key string) (Entry, error) {
	if err := ctx.Err(); err != nil {
		return Entry{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	e, found := m.entries[key]
	if !found {
		return Entry{}, fmt.Errorf("`%s`: %w", key, ErrNotFound)
	}
	e.Value = bytes.Clone(e.Value)
	return e, nil
}

// Put implements Store.
func (m *Memory) Put(ctx context.Context, writes ...Write) (Revision, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if err := checkWrites(writes); err != nil {
		return 0, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, w := range writes {
		if have := m.entries[w.Key].Revision; have != w.If {
			return 0, &ConflictError{Key: w.Key, Want: w.If, Have: have}
		}
	}
	if m.entries == nil {
		m.entries = make(map[string]Entry)
	}
	m.revision++
	for _, w := range writes {
		if w.Value == nil {
			delete(m.entries, w.Key)
			continue
		}
		m.entries[w.Key] = Entry{Key: w.Key, Value: append([]byte{}, w.Value...), Revision: m.revision}
	}
	return m.revision, nil
}

// List implements Store.
func (m *Memory) List(ctx context.Context, prefix string) ([]Entry, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []Entry
	for key, e := range m.entries {
		if strings.HasPrefix(key, prefix) {
			e.Value = bytes.Clone(e.Value)
			list = append(list, e)
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Key < list[j].Key })
	return list, nil
}

// Lease implements Store.
func (m *Memory) Lease(ctx context.Context, name string, holder Holder, ttl time.Duration) (*Lease, error) {
	return m.leases.take(ctx, m, name, holder, ttl)
}
