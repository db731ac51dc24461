package compile

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// Path compiles one path of a mapping.
func Path(text string) (mapping.Path, error) {
	p := mapping.Path{Text: text}
	rest := text
	switch {
	case strings.HasPrefix(rest, "@"):
		p.Scope, rest = mapping.Meta, rest[1:]
	case strings.HasPrefix(rest, "../"):
		p.Scope, rest = mapping.Enclosing, rest[3:]
	default:
		if i := satelliteEnd(rest); i >= 0 {
			head := rest[:i]
			p.Scope, rest = mapping.Satellite, rest[i+1:]
			name, filter, err := satellite(head)
			if err != nil {
				return p, fmt.Errorf("path %q: %w", text, err)
			}
			p.Satellite, p.Filter = name, filter
			if rest == "" {
				return p, nil
			}
		}
	}
	steps, err := Steps(rest)
	if err != nil {
		return p, fmt.Errorf("path %q: %w", text, err)
	}
	p.Steps = steps
	return p, nil
}

// Steps compiles the part of a path that leads through attributes.
func Steps(text string) ([]mapping.Step, error) {
	if text == "" {
		return nil, errors.New("it is empty")
	}
	var steps []mapping.Step
	for rest := text; rest != ""; {
		if rest[0] == '[' {
			end := strings.IndexByte(rest, ']')
			if end < 0 {
				return nil, errors.New("a [ is not closed")
			}
			step, err := bracket(rest[1:end])
			if err != nil {
				return nil, err
			}
			steps = append(steps, step)
			rest = rest[end+1:]
			if rest != "" && rest[0] == '.' {
				rest = rest[1:]
				if rest == "" {
					return nil, errors.New("it ends in a dot")
				}
			}
			continue
		}
		end := strings.IndexAny(rest, ".[")
		if end < 0 {
			end = len(rest)
		}
		if end == 0 || strings.ContainsAny(rest[:end], " ]=") {
			return nil, fmt.Errorf("a name was expected at %q", rest)
		}
		steps = append(steps, mapping.Step{Op: mapping.Field, Key: rest[:end]})
		rest = rest[end:]
		if rest != "" && rest[0] == '.' {
			rest = rest[1:]
			if rest == "" {
				return nil, errors.New("it ends in a dot")
			}
		}
	}
	if steps[0].Op != mapping.Field {
		return nil, errors.New("it must begin with a name")
	}
	return steps, nil
}

func bracket(inner string) (mapping.Step, error) {
	if inner == "*" {
		return mapping.Step{Op: mapping.Each}, nil
	}
	if key, value, ok := strings.Cut(inner, "="); ok {
		if key == "" {
			return mapping.Step{}, errors.New("a name was expected before =")
		}
		return mapping.Step{Op: mapping.Where, Key: key, Value: value}, nil
	}
	index, err := strconv.Atoi(inner)
	if err != nil || index < 0 {
		return mapping.Step{}, fmt.Errorf("[%s] is neither an index, [*] nor [name=value]", inner)
	}
	return mapping.Step{Op: mapping.Index, Index: index}, nil
}

func satellite(head string) (name string, filter *mapping.Step, err error) {
	name, inner, ok := strings.Cut(head, "[")
	if !ok {
		return name, nil, nil
	}
	step, err := bracket(strings.TrimSuffix(inner, "]"))
	if err != nil {
		return name, nil, err
	}
	if step.Op != mapping.Where {
		return name, nil, errors.New("a satellite is filtered by [name=value] alone")
	}
	return name, &step, nil
}

// satelliteEnd finds the slash behind a satellite; a slash within brackets is
// part of a filter.
func satelliteEnd(text string) int {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '[':
			depth++
		case ']':
			depth--
		case '/':
			if depth == 0 {
				return i
			}
		default:
		}
	}
	return -1
}
