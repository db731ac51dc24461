package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"go.yaml.in/yaml/v4"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/engine/triage"
)

// configName is looked for at the root.
const configName = ".plumb.yaml"

// config is what .plumb.yaml says. Flags win over it.
type config struct {
	file         string // as messages name it; empty without a file
	profiles     []string
	failOn       string
	rules        []ruleSwitch
	severities   map[string]engine.Severity
	params       map[string]map[string]any
	exclude      []string
	inputs       []assignment
	environments []environment
	suppressions triage.Policy
	// names are all names and globs of rules that were written, with their line.
	names []ruleName
}

// ruleSwitch turns rules on beside the profiles, or off.
type ruleSwitch struct {
	pattern string
	on      bool
}

type ruleName struct {
	pattern string
	at      string // file:line:column
}

// environment is a named set of values, of which the units are evaluated with
// each.
type environment struct {
	name   string
	inputs []assignment
}

// readConfig reads the configuration of a root: the file that the user named,
// else .plumb.yaml where there is one.
func readConfig(root, named string) (*config, error) {
	file := named
	if file == "" {
		file = filepath.Join(root, configName)
	}
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		if named == "" {
			return &config{}, nil
		}
		return nil, fmt.Errorf("%s does not exist", named)
	}
	if err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	if named == "" {
		file = configName
	}
	return parseConfig(file, text)
}

// parseConfig reads a configuration; all mistakes carry file:line:column.
func parseConfig(file string, text []byte) (*config, error) {
	c := &config{file: file}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		if at, ok := errors.AsType[*yaml.LoadError](err); ok {
			return nil, fmt.Errorf("%s:%d:%d: %s", file, at.Mark.Line, at.Mark.Column, at.Message)
		}
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(document.Content) == 0 {
		return c, nil
	}
	r := configReader{file: file}
	r.mapping(document.Content[0], map[string]func(*yaml.Node){
		"profile": func(n *yaml.Node) {
			c.profiles = r.words(n, engine.ProfileDefault, engine.ProfileStrict, engine.ProfileAccount, engine.ProfileAll)
		},
		"fail-on":  func(n *yaml.Node) { c.failOn = r.word(n, failOnWords()...) },
		"rules":    func(n *yaml.Node) { c.rules = r.switches(n) },
		"severity": func(n *yaml.Node) { c.severities = r.severities(n) },
		"params":   func(n *yaml.Node) { c.params = r.params(n) },
		"exclude":  func(n *yaml.Node) { c.exclude = r.texts(n) },
		"variables": func(n *yaml.Node) {
			c.inputs = append(c.inputs, r.values(n, terraformVariable)...)
		},
		"parameters": func(n *yaml.Node) {
			c.inputs = append(c.inputs, r.values(n, stackParameter)...)
		},
		"environments": func(n *yaml.Node) { c.environments = r.environments(n) },
		"suppressions": func(n *yaml.Node) { c.suppressions = r.suppressions(n) },
	})
	c.names = r.names
	return c, r.err
}

// check reports the first name of a rule that no rule has.
func (c *config) check(rules []*engine.Rule) error {
	for _, name := range c.names {
		if !slices.ContainsFunc(rules, func(r *engine.Rule) bool { return triage.Matches(name.pattern, r) }) {
			return fmt.Errorf("%s: unknown rule %q: no rule, glob or alias of that name (see plumb rules)", name.at, name.pattern)
		}
	}
	return nil
}

// selection turns the switches of the configuration into the engine's terms:
// what to select, empty for the profiles as they are, and what to skip.
func (c *config) selection(profiles []string, rules []*engine.Rule) (selected, skip []string) {
	on := map[string]bool{}
	for _, s := range c.rules {
		for _, r := range rules {
			if triage.Matches(s.pattern, r) {
				on[r.ID] = s.on
			}
		}
	}
	added := false
	for _, r := range rules {
		state, switched := on[r.ID]
		if switched && !state {
			skip = append(skip, r.ID)
			continue
		}
		in := r.InProfile(profiles)
		added = added || (state && !in)
		if in || state {
			selected = append(selected, r.ID)
		}
	}
	if !added {
		selected = nil
	}
	return selected, skip
}

// failOnWords are what --fail-on takes.
func failOnWords() []string {
	var words []string
	for _, s := range engine.Severities {
		words = append(words, string(s))
	}
	return append(words, failOnNever)
}

const failOnNever = "never"
