package compile

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// Kinds reads all mapping files of a directory: the kinds sorted by name, and
// what each source type means to them, sorted by type.
func Kinds(dir string) ([]mapping.Kind, []mapping.TypeUse, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	if err != nil {
		return nil, nil, fmt.Errorf("list mappings: %w", err)
	}
	var kinds []mapping.Kind
	var errs []error
	home := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, nil, fmt.Errorf("read mapping: %w", err)
		}
		name := path.Join(filepath.Base(dir), filepath.Base(file))
		read, err := File(name, text)
		if err != nil {
			errs = append(errs, err)
		}
		for _, k := range read {
			if other, ok := home[k.Name]; ok {
				errs = append(errs, fmt.Errorf("%s: kind %s stands in %s already", name, k.Name, other))
				continue
			}
			home[k.Name] = name
			kinds = append(kinds, k)
		}
	}
	types, err := Index(kinds)
	return kinds, types, errors.Join(append(errs, err)...)
}

// Index sorts kinds by name and says what each source type means to them.
func Index(kinds []mapping.Kind) ([]mapping.TypeUse, error) {
	slices.SortFunc(kinds, func(a, b mapping.Kind) int { return cmp.Compare(a.Name, b.Name) })
	uses := map[string]*mapping.TypeUse{}
	use := func(name string) *mapping.TypeUse {
		if uses[name] == nil {
			uses[name] = &mapping.TypeUse{Type: name}
		}
		return uses[name]
	}
	known := map[string]bool{}
	for _, k := range kinds {
		known[k.Name] = true
	}
	var errs []error
	whole := map[string]string{}
	for i := range kinds {
		k := &kinds[i]
		for _, sources := range [][]mapping.Source{k.Terraform, k.CloudFormation} {
			for j, s := range sources {
				u := use(s.Type)
				u.Sources = append(u.Sources, mapping.Use{Kind: i, Item: j})
				if len(s.Embedded) > 0 {
					continue
				}
				if other := whole[s.String()]; other != "" {
					errs = append(errs, fmt.Errorf("%s feeds both %s and %s", s, other, k.Name))
				}
				whole[s.String()] = k.Name
			}
		}
		for j, f := range k.Folds {
			u := use(f.Type)
			u.Folds = append(u.Folds, mapping.Use{Kind: i, Item: j})
		}
		errs = append(errs, targets(k.Name, k.Attributes, known))
	}
	types := make([]mapping.TypeUse, 0, len(uses))
	for _, u := range uses {
		types = append(types, *u)
	}
	slices.SortFunc(types, func(a, b mapping.TypeUse) int { return cmp.Compare(a.Type, b.Type) })
	return types, errors.Join(errs...)
}

// targets checks that refs lead to kinds that exist.
func targets(kind string, attributes []mapping.Attribute, known map[string]bool) error {
	var errs []error
	for i := range attributes {
		a := &attributes[i]
		for _, to := range a.To {
			if !known[to] {
				errs = append(errs, fmt.Errorf("%s.%s leads to %s, which is no kind", kind, a.Name, to))
			}
		}
		errs = append(errs, targets(kind, a.Item, known))
	}
	return errors.Join(errs...)
}
