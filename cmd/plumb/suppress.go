package main

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/engine/triage"
	"github.com/plumb-iac/plumb/parser/graph"
)

// suppressions judges the suppressions that stand in the source. Most sources
// have none, and then the metadata of all rules need not be read.
type suppressions struct {
	used   atomic.Bool
	ledger func() (*triage.Ledger, error)
}

func newSuppressions(e *engine.Engine, c *config) *suppressions {
	return &suppressions{ledger: sync.OnceValues(func() (*triage.Ledger, error) {
		all, err := e.Rules()
		if err != nil {
			return nil, err
		}
		selected, err := e.Selected()
		if err != nil {
			return nil, err
		}
		return triage.New(triage.Options{Policy: c.suppressions, Today: time.Now(), Rules: all, Selected: selected}), nil
	})}
}

// apply marks the findings of a unit that its suppressions cover.
func (s *suppressions) apply(u *graph.Unit, findings []*engine.Finding) ([]*engine.Finding, error) {
	if len(u.Directives) == 0 {
		return findings, nil
	}
	ledger, err := s.ledger()
	if err != nil {
		return nil, err
	}
	s.used.Store(true)
	return ledger.Apply(u, findings), nil
}

// diagnostics tells of suppressions without effect, once all units are done.
func (s *suppressions) diagnostics() ([]graph.Diagnostic, error) {
	if !s.used.Load() {
		return nil, nil
	}
	ledger, err := s.ledger()
	if err != nil {
		return nil, err
	}
	return ledger.Diagnostics(), nil
}
