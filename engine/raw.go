package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/plumb-iac/plumb/parser/graph"
)

// rawFinding is what a rule says, before the engine judges what it rests on.
type rawFinding struct {
	resource string
	path     graph.Path
	rests    []rest // everything that the verdict rests on; the first is resource and path
	values   map[string]*ast.Term
	severity Severity
	variant  string // key of the message; empty for the only one
	flow     []FlowStep
	explicit bool // the rule itself says that it can't tell
}

// rest is one attribute that a verdict rests on.
type rest struct {
	resource string
	path     graph.Path
	deep     bool // also on everything below
}

// id tells the findings of one rule on one input apart.
func (f *rawFinding) id() string { return f.resource + "\x00" + f.path.String() + "\x00" + f.variant }

// ask evaluates a rule on an input and returns its findings, in a stable order.
func ask(ctx context.Context, c *compiledRule, doc *ast.Term) ([]*rawFinding, error) {
	txn, err := c.store.NewTransaction(ctx)
	if err != nil {
		return nil, fmt.Errorf("evaluate %s: %w", c.rule.ID, err)
	}
	defer c.store.Abort(ctx, txn)
	cancel := topdown.NewCancel()
	stop := context.AfterFunc(ctx, cancel.Cancel)
	defer stop()
	query := topdown.NewQuery(c.query).WithCompiler(c.compiler).WithStore(c.store).WithTransaction(txn).
		WithInput(doc).WithCancel(cancel).WithIndexing(true).WithEarlyExit(true)
	var found []*rawFinding
	err = query.Iter(ctx, func(result topdown.QueryResult) error {
		for name, term := range result {
			if name != denyVar && name != undeterminedVar {
				continue
			}
			raws, err := decodeFindings(term, name == undeterminedVar)
			if err != nil {
				return err
			}
			found = append(found, raws...)
		}
		return nil
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("evaluate %s: %w", c.rule.ID, err)
	}
	return found, nil
}

func decodeFindings(term *ast.Term, explicit bool) ([]*rawFinding, error) {
	set, ok := term.Value.(ast.Set)
	if !ok {
		return nil, errors.New("deny and undetermined are sets: write deny contains found if")
	}
	found := make([]*rawFinding, 0, set.Len())
	for _, element := range set.Slice() {
		f, err := decodeFinding(element)
		if err != nil {
			return nil, err
		}
		f.explicit = explicit
		found = append(found, f)
	}
	return found, nil
}

var errFinding = errors.New("a finding is made by data.lib.finding")

func decodeFinding(term *ast.Term) (*rawFinding, error) {
	object, ok := term.Value.(ast.Object)
	if !ok {
		return nil, fmt.Errorf("%w, got %v", errFinding, term)
	}
	f := &rawFinding{resource: textAt(object, "resource"), variant: textAt(object, "variant"), severity: Severity(textAt(object, "severity"))}
	path, ok := pathAt(object)
	if f.resource == "" || !ok {
		return nil, fmt.Errorf("%w, got %v", errFinding, term)
	}
	f.path = path
	if !flagAt(object, "certain") {
		f.rests = append(f.rests, rest{resource: f.resource, path: path, deep: flagAt(object, "deep")})
	}
	if values, ok := valueAt(object, "values").(ast.Object); ok {
		f.values = make(map[string]*ast.Term, values.Len())
		values.Foreach(func(k, v *ast.Term) { f.values[termText(k, "")] = v })
	}
	for _, r := range objectsAt(object, "rests_on") {
		path, ok := pathAt(r)
		if !ok {
			return nil, fmt.Errorf("%w, got %v", errFinding, term)
		}
		f.rests = append(f.rests, rest{resource: textAt(r, "resource"), path: path, deep: flagAt(r, "deep")})
	}
	for _, step := range objectsAt(object, "flow") {
		f.flow = append(f.flow, FlowStep{Node: textAt(step, "node"), Text: textAt(step, "text")})
	}
	return f, nil
}

func valueAt(object ast.Object, key string) ast.Value {
	if term := object.Get(ast.StringTerm(key)); term != nil {
		return term.Value
	}
	return nil
}

func textAt(object ast.Object, key string) string {
	text, _ := valueAt(object, key).(ast.String)
	return string(text)
}

func flagAt(object ast.Object, key string) bool {
	flag, _ := valueAt(object, key).(ast.Boolean)
	return bool(flag)
}

func objectsAt(object ast.Object, key string) []ast.Object {
	array, ok := valueAt(object, key).(*ast.Array)
	if !ok {
		return nil
	}
	var found []ast.Object
	array.Foreach(func(t *ast.Term) {
		if o, ok := t.Value.(ast.Object); ok {
			found = append(found, o)
		}
	})
	return found
}

func pathAt(object ast.Object) (graph.Path, bool) {
	array, ok := valueAt(object, "path").(*ast.Array)
	if !ok {
		return nil, false
	}
	path := make(graph.Path, 0, array.Len())
	array.Foreach(func(t *ast.Term) { path = append(path, termText(t, "")) })
	return path, true
}

// termText renders a value as people write it; unknown stands for what isn't known.
func termText(t *ast.Term, unknown string) string {
	switch v := t.Value.(type) {
	case ast.String:
		return string(v)
	case ast.Number:
		return json.Number(v).String()
	case *ast.Array:
		return joinTerms(v.Len(), v.Foreach, unknown)
	case ast.Set:
		return joinTerms(v.Len(), v.Foreach, unknown)
	case ast.Object:
		if v.Get(ast.StringTerm("$unknown")) != nil {
			return unknown
		}
	}
	return t.String()
}

func joinTerms(n int, each func(func(*ast.Term)), unknown string) string {
	texts := make([]string, 0, n)
	each(func(t *ast.Term) { texts = append(texts, termText(t, unknown)) })
	return strings.Join(texts, ", ")
}
