package parser

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// FaultError tells of a panic while something was read or evaluated: a mistake
// in plumb, not in the input.
type FaultError struct {
	Path  string // the unit or file
	Cause any    // what was recovered
}

// Error says what happened in one line.
func (e *FaultError) Error() string { return fmt.Sprintf("internal fault in %s: %v", e.Path, e.Cause) }

// parallel calls do for 0 to n-1 from as many goroutines as jobs says (0: one a
// CPU). A panic costs its own call alone and comes back as a FaultError.
func parallel(n, jobs int, path func(i int) string, do func(i int)) error {
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	faults := make([]error, n)
	guarded := func(i int) {
		defer func() {
			if cause := recover(); cause != nil {
				faults[i] = &FaultError{Path: path(i), Cause: cause}
			}
		}()
		do(i)
	}
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(jobs, n) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				guarded(i)
			}
		})
	}
	group.Wait()
	return errors.Join(faults...)
}
