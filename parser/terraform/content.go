package terraform

import (
	"maps"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/plumb-iac/plumb/parser/graph"
)

// content is a body in its scope: attributes, and blocks with the dynamic ones
// expanded.
type content struct {
	owner    string // address of the resource, and the block types below it
	scope    *scope
	body     *hclsyntax.Body
	values   map[string]*cell
	expanded map[string]*blockList
}

// blockList is the blocks of one type in a body.
type blockList struct {
	items []blockItem
	open  cty.ValueMarks // not nil: there may be more, and why that isn't known
}

type blockItem struct {
	content *content
	at      graph.Range
}

func newContent(owner string, s *scope, body *hclsyntax.Body) *content {
	return &content{owner: owner, scope: s, body: body, values: map[string]*cell{}}
}

// attribute evaluates one attribute, once.
func (c *content) attribute(name string, attr *hclsyntax.Attribute) cty.Value {
	at := func() graph.Range { return c.scope.module.position(attr.SrcRange) }
	return c.scope.module.e.once(cellOf(c.values, name), c.owner+"."+name, at, func() cty.Value { return c.scope.value(attr.Expr) })
}

// blocks returns the blocks by type.
func (c *content) blocks() map[string]*blockList {
	if c.expanded != nil {
		return c.expanded
	}
	c.expanded = map[string]*blockList{}
	for _, block := range c.body.Blocks {
		if block.Type == "dynamic" && len(block.Labels) == 1 {
			c.expandDynamic(block)
			continue
		}
		list := c.list(block.Type)
		list.items = append(list.items, blockItem{newContent(c.owner+"."+block.Type, c.scope, block.Body), c.blockRange(block)})
	}
	return c.expanded
}

func (c *content) blockRange(block *hclsyntax.Block) graph.Range {
	return c.scope.module.position(hcl.RangeBetween(block.TypeRange, block.CloseBraceRange))
}

func (c *content) list(name string) *blockList {
	list, ok := c.expanded[name]
	if !ok {
		list = &blockList{}
		c.expanded[name] = list
	}
	return list
}

func (c *content) hasBlock(name string) bool {
	if len(c.body.Blocks) == 0 {
		return false
	}
	_, ok := c.blocks()[name]
	return ok
}

// expandDynamic adds the blocks that a dynamic block stands for.
func (c *content) expandDynamic(block *hclsyntax.Block) {
	m := c.scope.module
	name := block.Labels[0]
	at := c.blockRange(block)
	var body *hclsyntax.Body
	for _, b := range block.Body.Blocks {
		if b.Type == "content" {
			body = b.Body
		}
	}
	attr, ok := block.Body.Attributes["for_each"]
	if !ok || body == nil {
		m.e.warn(at, "a dynamic block needs for_each and a content block")
		return
	}
	iterator := name
	if word, ok := block.Body.Attributes["iterator"]; ok {
		if iterator = hcl.ExprAsKeyword(word.Expr); iterator == "" {
			m.e.warn(m.position(word.SrcRange), "the iterator of a dynamic block must be a plain name")
			iterator = name
		}
	}
	v, marks := c.scope.value(attr.Expr).Unmark()
	list := c.list(name)
	if !v.IsKnown() {
		list.open = general(marks)
		return
	}
	if v.IsNull() || !v.CanIterateElements() {
		m.e.warn(m.position(attr.Expr.Range()), "invalid for_each of a dynamic block: it must be a collection, not %s", describe(v))
		list.open = uncertainMark(graph.ReasonInvalid)
		return
	}
	if v.LengthInt() > maxInstances {
		m.e.warn(m.position(attr.Expr.Range()), "for_each of a dynamic block has %d elements, above the limit of %d", v.LengthInt(), maxInstances)
		list.open = uncertainMark(graph.ReasonLimit)
		return
	}
	if m.e.nodes += v.LengthInt(); m.e.nodes > maxNodes || !m.e.spend(20*v.LengthInt()) {
		m.e.exceeded()
		list.open = uncertainMark(graph.ReasonLimit)
		return
	}
	from := site{attr.Expr, c.scope.ctx}
	for it := v.ElementIterator(); it.Next(); {
		key, value := it.Element()
		if v.Type().IsSetType() {
			key = value
		}
		names := cty.ObjectVal(map[string]cty.Value{"key": key, "value": value.WithMarks(general(marks))})
		var origin *site
		if !v.Type().IsSetType() {
			origin = &from
		}
		list.items = append(list.items, blockItem{newContent(c.owner+"."+name, c.scope.with(iterator, names, origin), body), at})
	}
	if len(list.items) == 0 && list.open == nil {
		delete(c.expanded, name)
	}
}

// describe names a value's kind in a message.
func describe(v cty.Value) string {
	if v.IsNull() {
		return "null"
	}
	return v.Type().FriendlyName()
}

// blockValue returns the blocks of one type as expressions see them.
func (c *content) blockValue(name string) cty.Value {
	list := c.blocks()[name]
	if list == nil {
		return cty.EmptyTupleVal
	}
	if list.open != nil {
		return cty.DynamicVal.WithMarks(list.open)
	}
	values := make([]cty.Value, len(list.items))
	for i, item := range list.items {
		values[i] = item.content.object()
	}
	return cty.TupleVal(values)
}

func (c *content) object() cty.Value {
	values := map[string]cty.Value{}
	for name, attr := range c.body.Attributes {
		values[name] = c.attribute(name, attr)
	}
	for name := range c.blocks() {
		values[name] = c.blockValue(name)
	}
	return cty.ObjectVal(values)
}

// graph returns the content as a Map of the graph, leaving out some names.
func (c *content) graph(skip map[string]bool) *graph.Value {
	entries := make(map[string]*graph.Value, len(c.body.Attributes)+len(c.body.Blocks))
	for _, name := range sortedKeys(c.body.Attributes) {
		if !skip[name] {
			entries[name] = c.argument(name, c.body.Attributes[name])
		}
	}
	blocks := c.blocks()
	for _, name := range sortedKeys(blocks) {
		if !skip[name] {
			entries[name] = blocks[name].graph()
		}
	}
	return graph.NewMap(entries)
}

// argument returns one attribute as a value of the graph, with its place.
func (c *content) argument(name string, attr *hclsyntax.Attribute) *graph.Value {
	m := c.scope.module
	if m.e.nodes > maxNodes || m.e.spent > budget {
		v := graph.NewUnknown(&graph.Uncertainty{Reason: graph.ReasonLimit})
		v.Range, v.ValueRange = m.position(attr.SrcRange), m.position(attr.Expr.Range())
		return v
	}
	v := c.scope.placed(c.attribute(name, attr), site{attr.Expr, c.scope.ctx})
	v.Range = m.position(attr.SrcRange)
	v.ValueRange = m.position(attr.Expr.Range())
	return v
}

func (l *blockList) graph() *graph.Value {
	list := make([]*graph.Value, 0, len(l.items)+1)
	for _, item := range l.items {
		v := item.content.graph(nil)
		v.Range, v.ValueRange = item.at, item.at
		list = append(list, v)
	}
	if l.open == nil {
		v := graph.NewList(list...)
		v.Range = list[0].Range
		return v
	}
	more := graph.NewUnknown(uncertainty(l.open))
	more.References = references(l.open)
	if len(list) == 0 {
		return more // perhaps there is none
	}
	v := graph.NewList(append(list, more)...)
	v.Range = list[0].Range
	return v
}

// merged returns the union of marks.
func merged(sets ...cty.ValueMarks) cty.ValueMarks {
	all := cty.ValueMarks{}
	for _, set := range sets {
		maps.Copy(all, set)
	}
	return all
}
