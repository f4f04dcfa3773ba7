package connectortest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"interlock.dev/interlock/internal/connector"
	"interlock.dev/interlock/internal/resource"
)

// Memory is a platform that ends with the process. The zero value is empty.
type Memory struct {
	mu      sync.Mutex
	objects map[resource.Key]held
	counter int
	writes  int
}

type held struct {
	attributes map[string]any
	version    string
	ours       bool
}

var _ connector.Connector = (*Memory)(nil)

// Normalize implements connector.Connector.
func (m *Memory) Normalize(desired []resource.Resource) ([]resource.Resource, error) {
	for _, r := range desired {
		if r.Key.Name == "" {
			return nil, &connector.RefusedError{Key: r.Key, Reason: "it has no name: give it one"}
		}
	}
	return slices.Clone(desired), nil
}

// Read implements connector.Connector.
func (m *Memory) Read(ctx context.Context, known map[resource.Key]string) ([]connector.Object, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []connector.Object
	for key, h := range m.objects {
		o := connector.Object{Resource: resource.Resource{Key: key, Version: h.version}, Ours: h.ours, Place: "memory:" + key.String()}
		if o.Known = known[key] == h.version; !o.Known {
			o.Resource.Attributes = clone(h.attributes)
		}
		list = append(list, o)
	}
	slices.SortFunc(list, func(a, b connector.Object) int { return a.Resource.Key.Compare(b.Resource.Key) })
	return list, nil
}

// Write implements connector.Connector.
func (m *Memory) Write(ctx context.Context, r resource.Resource) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	have, found := m.objects[r.Key]
	if found && r.Version == "" && !have.ours {
		return "", &connector.RefusedError{Key: r.Key, Reason: "something that interlock did not make is in its place: move it away, then apply again"}
	}
	if have.version != r.Version {
		return "", &connector.StaleError{Key: r.Key, Place: r.Key.String(), Want: r.Version, Have: have.version}
	}
	m.writes++
	m.put(r.Key, held{attributes: clone(r.Attributes), ours: true})
	return m.objects[r.Key].version, nil
}

// Delete implements connector.Connector.
func (m *Memory) Delete(ctx context.Context, key resource.Key, version string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	have, found := m.objects[key]
	if found && have.version != version {
		return &connector.StaleError{Key: key, Place: key.String(), Want: version, Have: have.version}
	}
	m.writes++
	delete(m.objects, key)
	return nil
}

func (m *Memory) put(key resource.Key, h held) {
	if m.objects == nil {
		m.objects = make(map[resource.Key]held)
	}
	m.counter++
	h.version = fmt.Sprintf("v%d", m.counter)
	m.objects[key] = h
}

// Foreign puts an object there that is not interlock's.
func (m *Memory) Foreign(key resource.Key, attributes map[string]any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, held{attributes: clone(attributes)})
}

// Edit changes an object by hand, and leaves its mark as it is; nil attributes
// delete it.
func (m *Memory) Edit(key resource.Key, attributes map[string]any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if attributes == nil {
		delete(m.objects, key)
		return
	}
	m.put(key, held{attributes: clone(attributes), ours: m.objects[key].ours})
}

// Dump is everything that is there, in the order and form of text.
func (m *Memory) Dump() map[string]string {
	m.mu.Lock()
	defer m.mu.Unlock()
	dump := make(map[string]string, len(m.objects))
	for key, h := range m.objects {
		text, err := json.Marshal(h.attributes)
		if err != nil {
			panic("attributes that are not JSON: " + err.Error())
		}
		dump[key.String()] = fmt.Sprintf("ours %t %s", h.ours, text)
	}
	return dump
}

// Writes counts the writes and deletions made so far.
func (m *Memory) Writes() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.writes
}

func clone(attributes map[string]any) map[string]any {
	if attributes == nil {
		return nil
	}
	return cloneValue(attributes).(map[string]any)
}

func cloneValue(value any) any {
	switch value := value.(type) {
	case map[string]any:
		m := make(map[string]any, len(value))
		for key, v := range value {
			m[key] = cloneValue(v)
		}
		return m
	case []any:
		list := make([]any, len(value))
		for i, v := range value {
			list[i] = cloneValue(v)
		}
		return list
	}
	return value
}
