package state

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"runtime/debug"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Bolt is a store in one file, which is locked against other processes while it
// is open. Make it with OpenBolt, and close it.
type Bolt struct {
	path   string
	leases leases

	mu     sync.Mutex
	db     *bolt.DB // nil once closed, and of a file to be read that is not there
	file   *os.File // what db reads and writes
	side   *sidecar
	only   bool  // to be read only
	closed bool  // Close was called
	broken error // why the file is used no more
}

// DamagedError is that the state's file does not hold what interlock wrote.
type DamagedError struct {
	File   string
	Detail string
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("the state `%s` is damaged (%s): move it aside with `mv %s %s.damaged` and run again; what is ours is then found again from the markers in the target by the next plan",
		e.File, e.Detail, e.File, e.File)
}

// The buckets of the file. Counter holds the last revision as the sequence of
// its bucket, which bbolt keeps with every transaction.
func entriesBucket() []byte { return []byte("entries/1") }

// A value is stored after its revision and a checksum over both and the key.
const valueHeader = 8 + 4

func seal(key string, revision Revision, value []byte) []byte {
	sealed := make([]byte, valueHeader+len(value))
	binary.BigEndian.PutUint64(sealed, uint64(revision))
	copy(sealed[valueHeader:], value)
	binary.BigEndian.PutUint32(sealed[8:], checksum(key, sealed))
	return sealed
}

func checksum(key string, sealed []byte) uint32 {
	sum := crc32.Update(0, crc32.IEEETable, []byte(key))
	sum = crc32.Update(sum, crc32.IEEETable, sealed[:8])
	return crc32.Update(sum, crc32.IEEETable, sealed[valueHeader:])
}

// unseal copies, because the bytes of the file are gone after the transaction.
func (b *Bolt) unseal(key string, sealed []byte) (Entry, error) {
	if len(sealed) < valueHeader || binary.BigEndian.Uint32(sealed[8:]) != checksum(key, sealed) {
		return Entry{}, &DamagedError{File: b.path, Detail: fmt.Sprintf("the value of `%s` is not what was written", key)}
	}
	return Entry{
		Key:      key,
		Value:    append([]byte{}, sealed[valueHeader:]...),
		Revision: Revision(binary.BigEndian.Uint64(sealed)),
	}, nil
}

// Get implements Store.
func (b *Bolt) Get(ctx context.Context, key string) (Entry, error) {
	var e Entry
	err := b.view(ctx, func(bucket *bolt.Bucket) error {
		var sealed []byte
		if bucket != nil {
			sealed = bucket.Get([]byte(key))
		}
		if sealed == nil {
			return fmt.Errorf("`%s`: %w", key, ErrNotFound)
		}
		var err error
		e, err = b.unseal(key, sealed)
		return err
	})
	return e, err
}

// List implements Store.
func (b *Bolt) List(ctx context.Context, prefix string) ([]Entry, error) {
	var list []Entry
	err := b.view(ctx, func(bucket *bolt.Bucket) error {
		if bucket == nil {
			return nil
		}
		cursor := bucket.Cursor()
		for k, v := cursor.Seek([]byte(prefix)); k != nil && bytes.HasPrefix(k, []byte(prefix)); k, v = cursor.Next() {
			e, err := b.unseal(string(k), v)
			if err != nil {
				return err
			}
			list = append(list, e)
		}
		return nil
	})
	return list, err
}

// Put implements Store.
func (b *Bolt) Put(ctx context.Context, writes ...Write) (Revision, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if err := checkWrites(writes); err != nil {
		return 0, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.usable(); err != nil {
		return 0, err
	}
	if b.only {
		return 0, ErrReadOnly
	}
	var revision Revision
	err := b.guard(func() error {
		return b.db.Update(func(tx *bolt.Tx) error {
			var err error
			revision, err = b.put(tx.Bucket(entriesBucket()), writes)
			return err
		})
	})
	var conflict *ConflictError
	var damaged *DamagedError
	switch {
	case err == nil:
		return revision, nil
	case errors.As(err, &conflict), errors.As(err, &damaged):
		return 0, err
	}
	return 0, fmt.Errorf("the state `%s` cannot be written: %w; what was done so far is not lost: %s, then run again", b.path, err, wayOut(err))
}

func (b *Bolt) put(bucket *bolt.Bucket, writes []Write) (Revision, error) {
	if bucket == nil {
		return 0, &DamagedError{File: b.path, Detail: "its entries are missing"}
	}
	for _, w := range writes {
		var have Revision
		if sealed := bucket.Get([]byte(w.Key)); sealed != nil {
			e, err := b.unseal(w.Key, sealed)
			if err != nil {
				return 0, err
			}
			have = e.Revision
		}
		if have != w.If {
			return 0, &ConflictError{Key: w.Key, Want: w.If, Have: have}
		}
	}
	next, err := bucket.NextSequence()
	if err != nil {
		return 0, err
	}
	for _, w := range writes {
		if w.Value == nil {
			err = bucket.Delete([]byte(w.Key))
		} else {
			err = bucket.Put([]byte(w.Key), seal(w.Key, Revision(next), w.Value))
		}
		if err != nil {
			return 0, err
		}
	}
	return Revision(next), nil
}

// Lease implements Store. No other process can reach the file, so a claim is
// one between the goroutines of this one.
func (b *Bolt) Lease(ctx context.Context, name string, holder Holder, ttl time.Duration) (*Lease, error) {
	if b.only {
		return nil, ErrReadOnly
	}
	return b.leases.take(ctx, b, name, holder, ttl)
}

// Close lets other processes open the file. Closing twice is no error.
func (b *Bolt) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil
	}
	b.closed = true
	b.side.remove()
	if b.db == nil {
		return nil
	}
	if b.broken != nil {
		// bbolt may have kept its own locks when it failed: it is left alone.
		return b.file.Close()
	}
	return b.db.Close()
}

func (b *Bolt) usable() error {
	if b.closed {
		return ErrClosed
	}
	return b.broken
}

// view reads; the bucket is nil when there is no file yet.
func (b *Bolt) view(ctx context.Context, read func(*bolt.Bucket) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.usable(); err != nil {
		return err
	}
	if b.db == nil {
		return read(nil)
	}
	return b.guard(func() error {
		return b.db.View(func(tx *bolt.Tx) error {
			bucket := tx.Bucket(entriesBucket())
			if bucket == nil {
				return &DamagedError{File: b.path, Detail: "its entries are missing"}
			}
			return read(bucket)
		})
	})
}

// guard turns what bbolt does on a file that was damaged while it was open - it
// panics, or reads mapped bytes that are no longer there - into an error.
func (b *Bolt) guard(do func() error) (err error) {
	before := debug.SetPanicOnFault(true)
	defer func() {
		debug.SetPanicOnFault(before)
		if r := recover(); r != nil {
			b.broken = &DamagedError{File: b.path, Detail: fmt.Sprint(r)}
			err = b.broken
		}
	}()
	return do()
}
