package iam

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:generate go run generate.go

// The catalog: a line with its source, a line "service length" for each
// service, an empty line, and a compressed block for each service.
//
//go:embed catalog.bin
var catalogData []byte

// Level is what an action does, as the service authorization reference says.
type Level byte

// The access levels.
const (
	LevelList        Level = 'L'
	LevelRead        Level = 'R'
	LevelWrite       Level = 'W'
	LevelTagging     Level = 'T'
	LevelPermissions Level = 'P'
)

// Action is one action of a service.
type Action struct {
	Name      string // as AWS writes it, with its service: s3:GetObject
	Level     Level
	Resources []string // formats of the ARNs that a policy can name for it: arn:${Partition}:s3:::${BucketName}
	Keys      []string // condition keys that it supports beside the global ones
}

// ResourceLevel reports whether a policy can limit the action to resources;
// an action without can only be granted on "*".
func (a *Action) ResourceLevel() bool { return len(a.Resources) > 0 }

// Service is one service prefix with its actions, sorted by name.
type Service struct {
	Prefix  string // s3
	Actions []Action
}

// catalog gives access to the services, each of which is unpacked when it is
// first asked for, so that a run without policies pays nothing.
type catalog struct {
	prefixes []string // sorted
	services map[string]func() *Service

	lock     sync.Mutex
	expanded map[string][]*Action // by pattern, for those that come again and again
}

// maxExpanded bounds how many expansions are remembered.
const maxExpanded = 4096

var loadCatalog = sync.OnceValue(func() *catalog { return openCatalog(catalogData) })

func openCatalog(data []byte) *catalog {
	head, blocks, _ := bytes.Cut(data, []byte("\n\n"))
	_, index, _ := strings.Cut(string(head), "\n")
	c := &catalog{services: make(map[string]func() *Service), expanded: make(map[string][]*Action)}
	for line := range strings.Lines(index) {
		prefix, size, _ := strings.Cut(strings.TrimSpace(line), " ")
		n, err := strconv.Atoi(size)
		if err != nil || n > len(blocks) {
			break
		}
		block := blocks[:n]
		blocks = blocks[n:]
		c.prefixes = append(c.prefixes, prefix)
		c.services[prefix] = sync.OnceValue(func() *Service { return unpack(prefix, block) })
	}
	slices.Sort(c.prefixes)
	return c
}

// LookupService returns the actions of a service by its prefix, in any case;
// false for a prefix that the catalog doesn't have.
func LookupService(prefix string) (*Service, bool) {
	load, ok := loadCatalog().services[strings.ToLower(prefix)]
	if !ok {
		return nil, false
	}
	return load(), true
}

// Services returns the prefixes of all services, sorted.
func Services() []string { return slices.Clone(loadCatalog().prefixes) }

// LookupAction returns an action by its full name, in any case.
func LookupAction(name string) (*Action, bool) {
	prefix, _, _ := strings.Cut(name, ":")
	s, ok := LookupService(prefix)
	if !ok {
		return nil, false
	}
	i, ok := slices.BinarySearchFunc(s.Actions, strings.ToLower(name), func(a Action, n string) int {
		return strings.Compare(strings.ToLower(a.Name), n)
	})
	if !ok {
		return nil, false
	}
	return &s.Actions[i], true
}

// Expand returns the actions that a pattern matches ("s3:Get*"), in order. They
// are shared: do not modify them.
func Expand(pattern string) []*Action {
	c := loadCatalog()
	c.lock.Lock()
	found, ok := c.expanded[pattern]
	c.lock.Unlock()
	if ok {
		return found
	}
	found = c.expand(pattern)
	c.lock.Lock()
	defer c.lock.Unlock()
	if len(c.expanded) < maxExpanded {
		c.expanded[pattern] = found
	}
	return found
}

func (c *catalog) expand(pattern string) []*Action {
	prefix, name, ok := strings.Cut(pattern, ":")
	if ok && !strings.ContainsAny(prefix, "*?") && !strings.ContainsAny(name, "*?") {
		if a, ok := LookupAction(pattern); ok {
			return []*Action{a}
		}
		return nil
	}
	prefixes := []string{strings.ToLower(prefix)}
	if !ok || strings.ContainsAny(prefix, "*?") {
		prefixes = c.prefixes
	}
	var found []*Action
	for _, p := range prefixes {
		s, ok := LookupService(p)
		if !ok {
			continue
		}
		for i := range s.Actions {
			if globFold(pattern, s.Actions[i].Name) {
				found = append(found, &s.Actions[i])
			}
		}
	}
	return found
}

func unpack(prefix string, block []byte) *Service {
	s := &Service{Prefix: prefix}
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(block)))
	if err != nil {
		return s
	}
	var keys, formats []string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		kind, rest := line[0], line[1:]
		switch kind {
		case 'k':
			keys = append(keys, rest)
		case 't':
			_, format, _ := strings.Cut(rest, " ")
			formats = append(formats, format)
		default:
			name, refs, _ := strings.Cut(rest, " ")
			types, conditions, _ := strings.Cut(refs, " ")
			s.Actions = append(s.Actions, Action{
				Name: prefix + ":" + name, Level: Level(kind),
				Resources: pick(formats, types), Keys: pick(keys, conditions),
			})
		}
	}
	slices.SortFunc(s.Actions, func(a, b Action) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return s
}

// pick returns the entries that a list of indexes in base 36 names.
func pick(from []string, indexes string) []string {
	var picked []string
	for index := range strings.SplitSeq(indexes, ",") {
		if i, err := strconv.ParseInt(index, 36, 32); err == nil && i >= 0 && int(i) < len(from) {
			picked = append(picked, from[i])
		}
	}
	return picked
}
