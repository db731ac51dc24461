package parser

import "sync"

// modules knows which directories each root module reads, so that the parsed
// form of one can go when the last unit that needs it is done.
type modules struct {
	mu     sync.Mutex
	called map[string][]string // directories that a root calls, directly or not; the root first
	users  []map[string]int    // an environment: units to come that read a directory
}

func newModules() *modules { return &modules{called: map[string][]string{}} }

// add notes what a root calls.
func (m *modules) add(root string, c callers) {
	if m.called[root] != nil {
		return
	}
	reached := map[string]bool{}
	c.reach(root, c.calls, reached)
	delete(reached, root)
	list := []string{root}
	for dir := range reached {
		list = append(list, dir)
	}
	m.called[root] = list
}

// count prepares for the loading of all targets.
func (m *modules) count(targets []Target) {
	m.users = nil
	for _, t := range targets {
		for len(m.users) <= t.environment {
			m.users = append(m.users, map[string]int{})
		}
		for _, dir := range m.called[t.Path] {
			m.users[t.environment][dir]++
		}
	}
}

// done returns the directories that no unit to come reads, now that a target is
// loaded.
func (m *modules) done(t Target) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var free []string
	for _, dir := range m.called[t.Path] {
		m.users[t.environment][dir]--
		if m.users[t.environment][dir] == 0 {
			free = append(free, dir)
		}
	}
	return free
}
