package cloudformation

// block collects the properties of a resource in the making.
type block struct {
	site  *node
	items []*node
}

func (x *expansion) block() *block { return newBlock(x.entry.key) }

func newBlock(site *node) *block { return &block{site: site} }

func (b *block) node() *node { return b.site.derive(mappingNode, b.items...) }

// set adds a property that the transform makes.
func (b *block) set(name string, value *node) *block {
	if value != nil {
		b.items = append(b.items, b.site.deriveText(name), value)
	}
	return b
}

// text adds a property with a text.
func (b *block) text(name, value string) *block { return b.set(name, b.site.deriveText(value)) }

// word adds a property with a bool or number.
func (b *block) word(name, value string) *block {
	n := b.site.deriveText(value)
	n.style = plainStyle
	return b.set(name, n)
}

// move adds a property that the user wrote, maybe under another name.
func (b *block) move(name string, from *node, written string) *block {
	key, value := from.entry(written)
	if value == nil {
		return b
	}
	renamed := *key
	renamed.value = name
	b.items = append(b.items, &renamed, value)
	return b
}

// copy adds properties that the user wrote under the same names.
func (b *block) copy(from *node, names ...string) *block {
	for _, name := range names {
		b.move(name, from, name)
	}
	return b
}

// The following build calls of intrinsic functions.

func (b *block) ref(id string) *node { return b.site.deriveCall("Ref", b.site.deriveText(id)) }

func (b *block) attribute(id, name string) *node {
	return b.site.deriveCall("Fn::GetAtt", b.site.derive(sequenceNode, b.site.deriveText(id), b.site.deriveText(name)))
}

func (b *block) sub(text string) *node { return b.site.deriveCall("Fn::Sub", b.site.deriveText(text)) }

func (b *block) list(items ...*node) *node { return b.site.derive(sequenceNode, items...) }

func (b *block) texts(values ...string) *node {
	list := b.list()
	for _, v := range values {
		list.items = append(list.items, b.site.deriveText(v))
	}
	return list
}

// tags turns the mapping of tags of a serverless resource into a list, after
// the tag that the transform adds itself, if any.
func (b *block) tags(from *node, own string) *block {
	key, tags := from.entry("Tags")
	list := b.list()
	if own != "" {
		list.items = append(list.items, newBlock(b.site).text("Key", own).text("Value", "SAM").node())
	}
	if tags.is(mappingNode) {
		if name, _ := tags.function(); name != "" {
			return b
		}
	}
	tags.pairs(func(k, v *node) {
		pair := newBlock(k)
		pair.set("Key", k).set("Value", v)
		list.items = append(list.items, pair.node())
	})
	if len(list.items) == 0 {
		return b
	}
	if key == nil {
		return b.set("Tags", list)
	}
	list.start, list.end, list.src = tags.start, tags.end, tags.src
	b.items = append(b.items, key, list)
	return b
}
