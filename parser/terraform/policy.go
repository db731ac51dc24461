package terraform

import (
	"slices"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/plumb-iac/plumb/parser/graph"
)

// policyDocumentJSON evaluates data.aws_iam_policy_document, which asks AWS
// nothing: its json is the document that its arguments describe, statement for
// statement as the provider's documentation has it.
func policyDocumentJSON(i *instance, name string) (cty.Value, bool) {
	if name != "json" && name != "minified_json" {
		return cty.NilVal, false
	}
	document, marks := newPolicy(i).document()
	text, known := documentText(document, name == "minified_json")
	self := cty.StringVal(text)
	if !known {
		self = cty.UnknownVal(cty.String).Refine().NotNull().StringPrefix("{").NewValue()
	}
	marks = general(marks)
	marks[&documentMark{self: self, build: func() *graph.Value { return document }}] = struct{}{}
	return self.WithMarks(marks), true
}

// policy builds one document.
type policy struct {
	i     *instance
	marks cty.ValueMarks
}

func newPolicy(i *instance) *policy { return &policy{i: i, marks: cty.ValueMarks{}} }

// note keeps what a value came from.
func (p *policy) note(v cty.Value) {
	for mark := range deepMarks(v) {
		p.marks[mark] = struct{}{}
	}
}

func (p *policy) document() (*graph.Value, cty.ValueMarks) {
	c := p.i.content
	statements := p.statements("source_policy_documents", "source_json")
	own := p.own(c)
	statements = overlay(statements, own, false)
	statements = overlay(statements, p.statements("override_policy_documents", "override_json"), true)
	version := graph.NewString("2012-10-17")
	if attr, ok := c.body.Attributes["version"]; ok {
		if v := c.argument("version", attr); v.Form != graph.Null {
			version = v
		}
	}
	entries := map[string]*graph.Value{"Version": version, "Statement": graph.NewList(statements...)}
	if attr, ok := c.body.Attributes["policy_id"]; ok {
		if v := c.argument("policy_id", attr); v.Form != graph.Null {
			entries["Id"] = v
		}
	}
	return graph.NewMap(entries), p.marks
}

// own returns the statements that stand in the block itself.
func (p *policy) own(c *content) []*graph.Value {
	list := c.blocks()["statement"]
	if list == nil {
		return nil
	}
	var statements []*graph.Value
	for _, item := range list.items {
		statements = append(statements, p.statement(item))
	}
	if list.open != nil {
		more := graph.NewUnknown(uncertainty(list.open))
		more.References = references(list.open)
		statements = append(statements, more)
		p.marks = merged(p.marks, list.open)
	}
	return statements
}

// words maps the arguments of a statement to the words of the document.
var words = []struct{ argument, word string }{
	{"sid", "Sid"}, {"actions", "Action"}, {"not_actions", "NotAction"}, {"resources", "Resource"}, {"not_resources", "NotResource"},
}

func (p *policy) statement(item blockItem) *graph.Value {
	c := item.content
	effect := graph.NewString("Allow")
	entries := map[string]*graph.Value{}
	if attr, ok := c.body.Attributes["effect"]; ok {
		if v := c.argument("effect", attr); v.Form != graph.Null {
			effect = v
		}
		p.note(c.attribute("effect", attr))
	}
	entries["Effect"] = effect
	for _, w := range words {
		attr, ok := c.body.Attributes[w.argument]
		if !ok {
			continue
		}
		v := c.argument(w.argument, attr)
		p.note(c.attribute(w.argument, attr))
		if v.Form == graph.Null || (v.Form == graph.List && len(v.List) == 0) || (v.Form == graph.String && v.Text == "") {
			continue
		}
		entries[w.word] = v
	}
	for block, word := range map[string]string{"principals": "Principal", "not_principals": "NotPrincipal"} {
		if v := p.principals(c, block); v != nil {
			entries[word] = v
		}
	}
	if v := p.conditions(c); v != nil {
		entries["Condition"] = v
	}
	statement := graph.NewMap(entries)
	statement.Range, statement.ValueRange = item.at, item.at
	return statement
}

// field evaluates an argument of a block; nil where it isn't written.
func (p *policy) field(c *content, name string) *graph.Value {
	attr, ok := c.body.Attributes[name]
	if !ok {
		return nil
	}
	p.note(c.attribute(name, attr))
	v := c.argument(name, attr)
	if v.Form == graph.Null {
		return nil
	}
	return v
}

// gather puts values of one key together, as blocks of the same key do.
func gather(into map[string]*graph.Value, key string, v *graph.Value, at graph.Range) {
	list := v.List
	if v.Form != graph.List {
		list = []*graph.Value{v}
	}
	before := into[key]
	if before == nil {
		before = graph.NewList()
		before.Range = at
		into[key] = before
	}
	before.List = append(before.List, list...)
}

func (p *policy) principals(c *content, block string) *graph.Value {
	list := c.blocks()[block]
	if list == nil {
		return nil
	}
	if list.open != nil {
		p.marks = merged(p.marks, list.open)
		return graph.NewUnknown(uncertainty(list.open))
	}
	entries := map[string]*graph.Value{}
	for _, item := range list.items {
		typ, ids := p.field(item.content, "type"), p.field(item.content, "identifiers")
		if typ == nil || ids == nil {
			continue
		}
		if typ.Form != graph.String {
			return typ
		}
		gather(entries, typ.Text, ids, item.at)
	}
	v := graph.NewMap(entries)
	if everyone := entries["*"]; everyone != nil && len(entries) == 1 {
		v = graph.NewString("*") // the provider writes type "*" so
	}
	v.Range = list.items[0].at
	return v
}

func (p *policy) conditions(c *content) *graph.Value {
	list := c.blocks()["condition"]
	if list == nil {
		return nil
	}
	if list.open != nil {
		p.marks = merged(p.marks, list.open)
		return graph.NewUnknown(uncertainty(list.open))
	}
	operators := map[string]*graph.Value{}
	for _, item := range list.items {
		test, variable, values := p.field(item.content, "test"), p.field(item.content, "variable"), p.field(item.content, "values")
		if test == nil || variable == nil || values == nil {
			continue
		}
		if test.Form != graph.String {
			return test
		}
		keys := operators[test.Text]
		if keys == nil {
			keys = graph.NewMap(map[string]*graph.Value{})
			keys.Range = item.at
			operators[test.Text] = keys
		}
		if variable.Form != graph.String {
			operators[test.Text] = variable // the key isn't known
			continue
		}
		if keys.Form == graph.Map {
			gather(keys.Map, variable.Text, values, item.at)
		}
	}
	v := graph.NewMap(operators)
	v.Range = list.items[0].at
	return v
}

// statements reads the statements of documents that are merged in.
func (p *policy) statements(arguments ...string) []*graph.Value {
	var all []*graph.Value
	for _, name := range arguments {
		attr, ok := p.i.content.body.Attributes[name]
		if !ok {
			continue
		}
		v := p.i.content.attribute(name, attr)
		p.note(v)
		plain, marks := v.Unmark()
		at := p.i.of.m.position(attr.Expr.Range())
		if plain.IsKnown() && !plain.IsNull() && plain.CanIterateElements() {
			for it := plain.ElementIterator(); it.Next(); {
				_, element := it.Element()
				all = append(all, documentStatements(element.WithMarks(general(marks)), at)...)
			}
			continue
		}
		all = append(all, documentStatements(v, at)...)
	}
	return all
}

// documentStatements returns the statements of one document.
func documentStatements(v cty.Value, at graph.Range) []*graph.Value {
	if isNull(v) {
		return nil
	}
	var tree *graph.Value
	if document := documentOf(v); document != nil {
		tree = document.build()
	} else if plain, _ := v.Unmark(); plain.IsKnown() {
		text, err := convert.Convert(plain, cty.String)
		if err != nil || text.AsString() == "" {
			return nil
		}
		tree = decodeJSON(text.AsString())
	}
	if tree == nil || tree.Form != graph.Map {
		more := toGraph(v)
		if more.Form != graph.Unknown {
			more = graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonInvalid})
		}
		more.Range = at
		return []*graph.Value{more}
	}
	statement := tree.Get("Statement")
	switch {
	case statement == nil:
		return nil
	case statement.Form == graph.List:
		return statement.List
	}
	return []*graph.Value{statement}
}

// overlay merges statements: one with a Sid that is there already replaces it
// where documents override, and is added otherwise.
func overlay(base, more []*graph.Value, replace bool) []*graph.Value {
	result := slices.Clone(base)
	for _, statement := range more {
		sid := statement.Get("Sid")
		at := -1
		if replace && sid != nil && sid.Text != "" {
			at = slices.IndexFunc(result, func(other *graph.Value) bool {
				s := other.Get("Sid")
				return s != nil && s.Text == sid.Text
			})
		}
		if at >= 0 {
			result[at] = statement
			continue
		}
		result = append(result, statement)
	}
	return result
}
