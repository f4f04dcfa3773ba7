package reconcile

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"

	"interlock.dev/interlock/internal/connector"
	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/resource"
	"interlock.dev/interlock/internal/state"
)

// A transaction of the state costs two waits for the disk, whatever it carries:
// 10,000 objects one by one are 4.2 s of them, by fifties 0.15 s. So effects
// are made in batches. The intents of a batch are journaled, in one transaction
// with the results of the batch before, ahead of its first effect.
const (
	batchObjects = 50
	batchBytes   = 256 << 10
	// recordMost leaves room in a transaction for a journal of its own.
	recordMost = state.MaxBytes - batchBytes - 16<<10
)

// worker carries out the changes of one platform.
type worker struct {
	*run
	platform *plan.Platform
	now      *now
	lease    *state.Lease

	number  int            // of this run's batch in the journal
	journal state.Revision // of its entry, 0 while there is none
	open    []intent       // those of the batch of which it is not known how they ended
	writes  []state.Write  // records that wait for the next transaction
}

// task is a change that is to be made, and then what became of it.
type task struct {
	change *plan.Change
	record record // its attributes are in text
	text   []byte // the attributes as JSON, while the task is in a batch
	at     int    // of its result in the outcome
	result *Result
	sure   bool // how it ended is known
}

func (w *worker) work(ctx, kept context.Context) error {
	tasks := w.tasks()
	if err := w.settleJournal(kept); err != nil {
		w.skip(tasks)
		return err
	}
	if err := w.refresh(kept); err != nil {
		w.skip(tasks)
		return err
	}
	for len(tasks) > 0 {
		if err := ctx.Err(); err != nil {
			w.skip(tasks)
			break
		}
		next, taken := w.take(tasks)
		if err := w.commit(kept, next); err != nil {
			w.skip(tasks)
			return err
		}
		w.effects(ctx, next)
		w.conclude(next)
		tasks = tasks[taken:]
	}
	return w.commit(kept, nil)
}

// tasks lists the changes that are to be made, and gives every change and
// conflict its result.
func (w *worker) tasks() []*task {
	first := len(w.outcome.Results)
	var tasks []*task
	for i := range w.platform.Changes {
		c := &w.platform.Changes[i]
		result := Result{Platform: w.platform.Name, Action: c.Action, Key: c.Key, Place: c.Place, Status: Skipped}
		t := &task{change: c, at: first + i}
		if c.Action != plan.Delete {
			t.record = record{File: c.File, Protected: c.Protected, Commit: w.plan.Basis.Commit, Run: w.outcome.Run}
		}
		switch {
		case c.Held != "" && !released(w.releases, c.Held):
			result.Status, result.Error = Held, fmt.Sprintf("held by the brake `%s`", c.Held)
			w.tell(&result)
		default:
			tasks = append(tasks, t)
		}
		w.outcome.Results = append(w.outcome.Results, result)
	}
	for _, c := range w.platform.Conflicts {
		w.outcome.Results = append(w.outcome.Results, Result{
			Platform: w.platform.Name, Action: plan.Create, Key: c.Key, Place: c.Place, Status: Conflict, Error: c.Reason,
		})
	}
	for _, t := range tasks { // now that the list grows no more
		t.result = &w.outcome.Results[t.at]
	}
	return tasks
}

// take makes the next batch of the first tasks, and says how many they are. A
// change that is too large to be recorded fails here, and drops out.
func (w *worker) take(tasks []*task) (next []*task, taken int) {
	size := 0
	for _, t := range tasks {
		if t.change.Action != plan.Delete {
			t.text = encode(t.change.After)
		}
		if len(t.text) > recordMost {
			t.text = nil
			t.result.Status = Failed
			t.result.Error = fmt.Sprintf("it has %d bytes; at most %d can be recorded: make it smaller", len(encode(t.change.After)), recordMost)
			w.tell(t.result)
			taken++
			continue
		}
		size += len(t.text)
		if len(next) == batchObjects || len(next) > 0 && size > batchBytes {
			break
		}
		next = append(next, t)
		taken++
	}
	return next, taken
}

func (w *worker) skip(tasks []*task) {
	for _, t := range tasks {
		if t.result.Status == Skipped {
			w.tell(t.result)
		}
	}
}

// settleJournal writes down what unfinished intents of earlier runs have done,
// and then drops them.
func (w *worker) settleJournal(kept context.Context) error {
	for _, key := range w.now.settled {
		change := state.Write{Key: ownKey(w.platform.Name, key), If: w.now.revisions[key]}
		rec, still := w.now.records[key]
		if !still && change.If == 0 {
			continue
		}
		if still {
			change.Value = encode(rec)
		}
		if err := w.write(kept, change); err != nil {
			return err
		}
	}
	for _, j := range w.now.journal {
		if err := w.write(kept, state.Write{Key: j.key, If: j.revision}); err != nil {
			return err
		}
	}
	return w.flush(kept)
}

// refresh writes the records that have fallen behind.
func (w *worker) refresh(kept context.Context) error {
	for _, f := range w.platform.Refreshes {
		actual := w.now.find(f.Key)
		change := state.Write{Key: ownKey(w.platform.Name, f.Key), If: w.now.revisions[f.Key]}
		switch {
		case f.Forget && (actual != nil || change.If == 0):
			continue
		case f.Forget:
			delete(w.now.records, f.Key)
		case actual == nil || actual.Resource.Version != f.Version || actual.Problem != "":
			continue // it has changed since; the next plan says so
		default:
			rec := record{
				Attributes: actual.Resource.Attributes, Version: f.Version, File: f.File, Protected: f.Protected,
				Commit: w.plan.Basis.Commit, Run: w.outcome.Run,
			}
			change.Value = encode(rec)
			w.now.records[f.Key] = rec
		}
		if err := w.write(kept, change); err != nil {
			return err
		}
	}
	return w.flush(kept)
}

// write puts a write off until there are enough of them.
func (w *worker) write(kept context.Context, change state.Write) error {
	size := len(change.Value)
	for _, other := range w.writes {
		size += len(other.Value)
	}
	if len(w.writes) >= batchObjects || len(w.writes) > 0 && size > batchBytes {
		if err := w.flush(kept); err != nil {
			return err
		}
	}
	w.writes = append(w.writes, change)
	return nil
}

// flush writes what was put off.
func (w *worker) flush(kept context.Context) error {
	if len(w.writes) == 0 {
		return nil
	}
	revision, err := w.lease.Put(kept, w.writes...)
	if err != nil {
		return err
	}
	w.wrote(revision)
	return nil
}

// wrote keeps the revisions of what was written.
func (w *worker) wrote(revision state.Revision) {
	for _, change := range w.writes {
		if _, key, err := parseOwn(change.Key); err == nil {
			w.now.revisions[key] = revision
			if change.Value == nil {
				delete(w.now.revisions, key)
			}
		}
	}
	w.writes = nil
}

// commit journals the intents of the next batch, together with the results of
// the last. What is not known to have ended stays in the journal as the rest of
// its batch, for the next run to settle.
func (w *worker) commit(kept context.Context, next []*task) error {
	if w.journal != 0 {
		w.writes = append(w.writes, w.entry(w.open, w.journal))
		if len(w.open) > 0 {
			w.journal, w.open = 0, nil
			w.number++
		}
	}
	intents := make([]intent, len(next))
	for i, t := range next {
		intents[i] = t.intent()
	}
	if len(next) > 0 {
		if w.journal != 0 { // the last batch has ended: its entry takes the next
			w.writes = w.writes[:len(w.writes)-1]
		}
		w.writes = append(w.writes, w.entry(intents, w.journal))
	}
	if len(w.writes) == 0 {
		return nil
	}
	revision, err := w.lease.Put(kept, w.writes...)
	if err != nil {
		return err
	}
	w.journal = 0
	if len(next) > 0 {
		w.journal = revision
	}
	w.wrote(revision)
	return nil
}

// entry is the write of this run's batch; without intents it is dropped.
func (w *worker) entry(intents []intent, revision state.Revision) state.Write {
	entry := state.Write{Key: journalKey(w.platform.Name, w.outcome.Run, w.number), If: revision}
	if len(intents) > 0 {
		entry.Value = encode(batch{Run: w.outcome.Run, Commit: w.plan.Basis.Commit, Intents: intents})
	}
	return entry
}

func (t *task) intent() intent {
	in := intent{Action: t.change.Action, Key: t.change.Key, File: t.change.File, Protected: t.change.Protected}
	if in.Action != plan.Delete {
		in.Digest = digest(t.text)
	}
	return in
}

// effects makes the changes of a batch on the platform.
func (w *worker) effects(ctx context.Context, tasks []*task) {
	if len(tasks) == 0 {
		return
	}
	next := make(chan *task)
	var wait sync.WaitGroup
	var telling sync.Mutex
	one := func(t *task) {
		w.effect(ctx, t)
		telling.Lock()
		defer telling.Unlock()
		w.tell(t.result)
	}
	workers := min(max(w.Parallel, 1), len(tasks))
	if workers == 1 {
		for _, t := range tasks {
			one(t)
		}
		return
	}
	for range workers {
		wait.Go(func() {
			for t := range next {
				one(t)
			}
		})
	}
	for _, t := range tasks {
		next <- t
	}
	close(next)
	wait.Wait()
}

// effect makes one change on the platform.
func (w *worker) effect(ctx context.Context, t *task) {
	t.sure = true
	select {
	case <-w.lease.Lost:
		t.result.Error = state.ErrLeaseLost.Error()
		return
	case <-ctx.Done():
		return
	default:
	}
	to := w.Platforms[w.platform.Name].Connector
	var err error
	if t.change.Action == plan.Delete {
		err = to.Delete(ctx, t.change.Key, t.change.Fingerprint)
	} else {
		t.record.Version, err = to.Write(ctx, resource.Resource{Key: t.change.Key, Attributes: t.change.After, Version: t.change.Fingerprint})
	}
	if err == nil {
		t.result.Status = Done
		return
	}
	var stale *connector.StaleError
	var refused *connector.RefusedError
	t.sure = errors.As(err, &stale) || errors.As(err, &refused)
	reason, place := connector.Reason(err)
	t.result.Status, t.result.Error, t.result.Place = Failed, reason, cmp.Or(t.result.Place, place)
	if ctx.Err() != nil && !t.sure {
		t.result.Status = Skipped
	}
}

// conclude puts the results of a batch off until the next transaction.
func (w *worker) conclude(tasks []*task) {
	for _, t := range tasks {
		if !t.sure {
			w.open = append(w.open, t.intent())
		}
		if t.result.Status != Done {
			continue
		}
		change := state.Write{Key: ownKey(w.platform.Name, t.change.Key), If: w.now.revisions[t.change.Key]}
		if t.change.Action != plan.Delete {
			change.Value = t.record.encode(t.text)
		}
		if change.Value != nil || change.If != 0 {
			w.writes = append(w.writes, change)
		}
		t.text = nil
	}
}

// tell reports a result to whoever watches.
func (w *worker) tell(result *Result) {
	w.told++
	if w.Progress != nil {
		w.Progress(w.told, w.total, *result)
	}
}
