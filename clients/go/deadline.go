package kloakd

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"
)

// deadline ends a call when the caller's context ends, when its own time is over, or when it is no longer wanted.
type deadline struct {
	// ctx ends with the call.
	ctx    context.Context
	cancel context.CancelFunc
	caller context.Context
	after  time.Duration
	endsAt time.Time
	timer  *time.Timer
	isOver atomic.Bool
}

func newDeadline(caller context.Context, after time.Duration) *deadline {
	ctx, cancel := context.WithCancel(caller)
	d := &deadline{ctx: ctx, cancel: cancel, caller: caller, after: after, endsAt: time.Now().Add(after)}
	d.timer = time.AfterFunc(after, func() {
		d.isOver.Store(true)
		cancel()
	})
	return d
}

// restart begins the time anew: something was heard.
func (d *deadline) restart() {
	d.endsAt = time.Now().Add(d.after)
	d.timer.Reset(d.after)
}

// pause stops the time while nothing is waited for, until restart.
func (d *deadline) pause() { d.timer.Stop() }

// end closes what is still open.
func (d *deadline) end() {
	d.timer.Stop()
	d.cancel()
}

// rest is how long the call may still take.
func (d *deadline) rest() time.Duration {
	endsAt := d.endsAt
	if callerEndsAt, ok := d.caller.Deadline(); ok && callerEndsAt.Before(endsAt) {
		endsAt = callerEndsAt
	}
	return time.Until(endsAt)
}

// over says why the call had to end; nil while it may go on.
func (d *deadline) over() error {
	// Dialing gives up by the clock, a moment before the context has ended.
	if endsAt, ok := d.caller.Deadline(); ok && !time.Now().Before(endsAt) {
		return fmt.Errorf("kloakd: %w", context.DeadlineExceeded)
	}
	if d.isOver.Load() {
		return &TimeoutError{d.after}
	}
	if err := d.ctx.Err(); err != nil {
		return fmt.Errorf("kloakd: %w", err)
	}
	return nil
}

func (d *deadline) sleep(wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-d.ctx.Done():
		return d.over()
	}
}
