package compile

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// Decoders lists the functions that decode may name; package model implements
// each of them.
var Decoders = []string{"base64", "container_definitions", "json", "pairs", "present", "words"}

// reserved are the names that every resource has beside its attributes.
var reserved = []string{"address", "kind", "type", "language"}

type reader struct {
	file string
	errs []error
}

// File reads the kinds of one mapping file. The error joins everything that is
// wrong with it, a line each.
func File(name string, text []byte) ([]mapping.Kind, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(doc.Content) == 0 {
		return nil, nil
	}
	r := &reader{file: name}
	var kinds []mapping.Kind
	for _, f := range r.fields(doc.Content[0]) {
		kinds = append(kinds, r.kind(f))
	}
	return kinds, errors.Join(r.errs...)
}

var (
	kindName      = regexp.MustCompile(`^[a-z0-9]+(\.[a-z0-9_]+)?$`)
	attributeName = regexp.MustCompile(`^[a-z0-9_]+(\.[a-z0-9_]+)*$`)
)

func (r *reader) kind(f field) mapping.Kind {
	k := mapping.Kind{Name: f.key}
	if !kindName.MatchString(f.key) {
		r.errorf(f.node, "%q is no name of a kind: service.thing in snake_case was expected", f.key)
	}
	for _, e := range r.fields(f.value) {
		switch e.key {
		case "doc":
			k.Doc = r.word(e.value)
		case "tf":
			k.Terraform = r.sources(e.value)
		case "cfn":
			k.CloudFormation = r.sources(e.value)
		case "no_tf", "no_cfn":
			k.No = r.word(e.value)
		case "fold":
			k.Folds = r.folds(e.value)
		case "attrs":
			k.Attributes = r.attributes(e.value)
		default:
			r.errorf(e.node, "unknown key %q: doc, tf, cfn, no_tf, no_cfn, fold, attrs are known", e.key)
		}
	}
	if k.Doc == "" {
		r.errorf(f.node, "kind %s has no doc", f.key)
	}
	if len(k.Terraform)+len(k.CloudFormation) == 0 {
		r.errorf(f.node, "kind %s has neither tf nor cfn", f.key)
	}
	r.check(f.node, &k)
	return k
}

func (r *reader) sources(n *yaml.Node) []mapping.Source {
	var sources []mapping.Source
	for _, e := range items(n) {
		var s mapping.Source
		name, path, embedded := strings.Cut(r.word(e), "#")
		s.Type, s.Data = strings.CutPrefix(name, "data.")
		if embedded {
			steps, err := Steps(path)
			if err != nil {
				r.errorf(e, "path %q: %v", path, err)
			}
			s.Embedded = steps
		}
		sources = append(sources, s)
	}
	return sources
}

func (r *reader) folds(n *yaml.Node) []mapping.Fold {
	var folds []mapping.Fold
	for _, f := range r.fields(n) {
		folds = append(folds, mapping.Fold{Type: f.key, Parents: r.paths(f.value)})
	}
	return folds
}

func (r *reader) paths(n *yaml.Node) []mapping.Path {
	var paths []mapping.Path
	for _, e := range items(n) {
		p, err := Path(r.word(e))
		if err != nil {
			r.errorf(e, "%v", err)
		}
		paths = append(paths, p)
	}
	return paths
}

// check tests what concerns the kind as a whole: satellites are folded, and an
// attribute has a path or a reason for each language of the kind.
func (r *reader) check(n *yaml.Node, k *mapping.Kind) {
	folded := map[string]bool{}
	for _, f := range k.Folds {
		folded[f.Type] = true
	}
	var visit func(attributes []mapping.Attribute, item bool)
	visit = func(attributes []mapping.Attribute, item bool) {
		for i := range attributes {
			a := &attributes[i]
			if !item && slices.Contains(reserved, a.Name) {
				r.errorf(n, "%s.%s: the name is reserved", k.Name, a.Name)
			}
			for _, reading := range []*mapping.Reading{&a.Terraform, &a.CloudFormation} {
				for _, p := range reading.Paths {
					if p.Scope == mapping.Satellite && !folded[p.Satellite] {
						r.errorf(n, "%s.%s: %s is read but not folded", k.Name, a.Name, p.Satellite)
					}
					if item && p.Scope != mapping.Own {
						r.errorf(n, "%s.%s: an element reads only itself, not %q", k.Name, a.Name, p.Text)
					}
				}
			}
			if !item && !a.Derived {
				if len(k.Terraform) > 0 && len(a.Terraform.Paths) == 0 && a.Terraform.No == "" {
					r.errorf(n, "%s.%s: no tf path, and no_tf gives no reason", k.Name, a.Name)
				}
				if len(k.CloudFormation) > 0 && len(a.CloudFormation.Paths) == 0 && a.CloudFormation.No == "" {
					r.errorf(n, "%s.%s: no cfn path, and no_cfn gives no reason", k.Name, a.Name)
				}
			}
			visit(a.Item, true)
		}
	}
	visit(k.Attributes, false)
}
