package state

import (
	"context"
	"sync"
	"time"
)

// leases are the claims on a store that only this process can reach: Memory,
// and Bolt, whose file is locked against other processes while it is open. A
// claim then needs no record on disk, and none is left behind by a process that
// was killed.
type leases struct {
	mu   sync.Mutex
	held map[string]*claim
}

type claim struct {
	holder  Holder
	expires time.Time // meaningful once kept is false
	kept    bool
	lost    chan struct{}
	ended   bool // lost or released
}

// take claims a name for a store; write is how the store writes.
func (l *leases) take(ctx context.Context, store Store, name string, holder Holder, ttl time.Duration) (*Lease, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if other := l.held[name]; other != nil {
		if other.kept || time.Now().Before(other.expires) {
			return nil, &HeldError{Name: name, Holder: other.holder}
		}
		other.end()
	}
	c := &claim{holder: holder, kept: true, lost: make(chan struct{})}
	if l.held == nil {
		l.held = make(map[string]*claim)
	}
	l.held[name] = c
	stop := context.AfterFunc(ctx, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		c.kept, c.expires = false, time.Now().Add(ttl)
	})
	release := func(context.Context) error {
		stop()
		l.mu.Lock()
		defer l.mu.Unlock()
		if !c.ended {
			c.end()
			delete(l.held, name)
		}
		return nil
	}
	return &Lease{Store: leased{Store: store, leases: l, claim: c}, Lost: c.lost, Release: release}, nil
}

func (c *claim) end() {
	c.ended = true
	close(c.lost)
}

// leased is a store as the holder of a claim sees it.
type leased struct {
	Store
	leases *leases
	claim  *claim
}

// Put writes while the claim is held. The lock is kept over the write, so that
// the claim cannot go to another between the question and the write.
func (s leased) Put(ctx context.Context, writes ...Write) (Revision, error) {
	s.leases.mu.Lock()
	defer s.leases.mu.Unlock()
	if s.claim.ended {
		return 0, ErrLeaseLost
	}
	return s.Store.Put(ctx, writes...)
}
