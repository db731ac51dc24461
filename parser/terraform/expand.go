package terraform

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/plumb-iac/plumb/parser/graph"
)

// repetition says how a block is repeated.
type repetition uint8

const (
	single repetition = iota
	counted
	each
)

// expansion is the instances of a block, as count or for_each decide them.
type expansion struct {
	by    repetition
	keys  []instanceKey
	known bool               // false: one instance stands for any number
	marks cty.ValueMarks     // of the deciding value
	why   *graph.Uncertainty // why it isn't known, once somebody asked
}

// instanceKey is one instance of an expansion.
type instanceKey struct {
	key    cty.Value // number or string; NilVal for a single or undecided one
	suffix string    // of its address: [0], ["a"], [?]
	scope  *scope
}

// expansion evaluates count and for_each of a block.
func (m *module) expansion(d *declaration) *expansion {
	if attr, ok := d.body.Attributes["count"]; ok {
		return m.byCount(attr)
	}
	if attr, ok := d.body.Attributes["for_each"]; ok {
		return m.byEach(attr)
	}
	return &expansion{known: true, keys: []instanceKey{{scope: m.base}}}
}

func uncertainMark(reason graph.Reason) cty.ValueMarks {
	return cty.NewValueMarks(causeMark{reason: reason})
}

// undecided is the expansion of which nothing is known.
func undecided(m *module, marks cty.ValueMarks) *expansion {
	marks = general(marks)
	delete(marks, sensitiveMark{})
	names := map[string]cty.Value{
		"count": cty.ObjectVal(map[string]cty.Value{"index": cty.UnknownVal(cty.Number).RefineNotNull().WithMarks(marks)}),
		"each": cty.ObjectVal(map[string]cty.Value{
			"key":   cty.UnknownVal(cty.String).RefineNotNull().WithMarks(marks),
			"value": cty.DynamicVal.WithMarks(marks),
		}),
	}
	return &expansion{marks: marks, keys: []instanceKey{{suffix: "[?]", scope: newScope(m, names, nil)}}}
}

func (m *module) byCount(attr *hclsyntax.Attribute) *expansion {
	v, marks := m.base.value(attr.Expr).UnmarkDeep()
	at := func() graph.Range { return m.position(attr.Expr.Range()) }
	v, err := convert.Convert(v, cty.Number)
	switch {
	case err != nil:
		m.e.warn(at(), "invalid count: %s", conversionError(err))
		return undecided(m, uncertainMark(graph.ReasonInvalid))
	case !v.IsKnown():
		x := undecided(m, marks)
		x.by = counted
		return x
	case v.IsNull():
		m.e.warn(at(), "invalid count: it is null")
		return undecided(m, uncertainMark(graph.ReasonInvalid))
	}
	n := v.AsBigFloat()
	if !n.IsInt() || n.Sign() < 0 {
		m.e.warn(at(), "invalid count: %s is not a whole number of zero or more", n.Text('f', -1))
		return undecided(m, uncertainMark(graph.ReasonInvalid))
	}
	count, _ := n.Int64()
	if count > maxInstances {
		m.e.warn(at(), "count is %s, above the limit of %d instances", n.Text('f', -1), maxInstances)
		return undecided(m, uncertainMark(graph.ReasonLimit))
	}
	m.noteAssumption(marks, at)
	x := &expansion{by: counted, known: true, marks: marks}
	for i := range int(count) {
		key := cty.NumberIntVal(int64(i))
		names := map[string]cty.Value{"count": cty.ObjectVal(map[string]cty.Value{"index": key})}
		x.keys = append(x.keys, instanceKey{key: key, suffix: "[" + strconv.Itoa(i) + "]", scope: newScope(m, names, nil)})
	}
	return x
}

// noteAssumption tells that a number of instances rests on an assumed shape.
func (m *module) noteAssumption(marks cty.ValueMarks, at func() graph.Range) {
	for mark := range marks {
		if a, ok := mark.(assumptionMark); ok {
			m.e.note(at(), "the number of instances assumes %s", a.what)
		}
	}
}

func (m *module) byEach(attr *hclsyntax.Attribute) *expansion {
	v, marks := m.base.value(attr.Expr).Unmark()
	at := func() graph.Range { return m.position(attr.Expr.Range()) }
	ty := v.Type()
	wrong := func(format string, args ...any) *expansion {
		m.e.warn(at(), "invalid for_each: "+format, args...)
		return undecided(m, uncertainMark(graph.ReasonInvalid))
	}
	if _, secret := marks[sensitiveMark{}]; secret {
		return wrong("a sensitive value can't name instances")
	}
	if !v.IsKnown() {
		x := undecided(m, marks)
		x.by = each
		return x
	}
	switch {
	case v.IsNull():
		return wrong("it is null")
	case !ty.IsObjectType() && !ty.IsMapType() && !ty.IsSetType():
		return wrong("it must be a map or a set of strings, not %s", ty.FriendlyName())
	case v.LengthInt() > maxInstances:
		m.e.warn(at(), "for_each has %d elements, above the limit of %d instances", v.LengthInt(), maxInstances)
		return undecided(m, uncertainMark(graph.ReasonLimit))
	case ty.IsSetType() && !v.IsWhollyKnown():
		x := undecided(m, marks)
		x.by = each
		return x
	}
	m.noteAssumption(marks, at)
	x := &expansion{by: each, known: true, marks: marks}
	from := site{attr.Expr, m.base.ctx}
	for it := v.ElementIterator(); it.Next(); {
		key, value := it.Element()
		key, _ = key.Unmark()
		if ty.IsSetType() {
			if key.IsNull() || key.Type() != cty.String {
				return wrong("a set must contain strings, none of them null")
			}
			value = key
		}
		value = value.WithMarks(marks)
		names := map[string]cty.Value{"each": cty.ObjectVal(map[string]cty.Value{"key": key, "value": value})}
		var origin map[string]site
		if !ty.IsSetType() {
			origin = map[string]site{"each": from}
		}
		x.keys = append(x.keys, instanceKey{key: key, suffix: "[" + quoteKey(key.AsString()) + "]", scope: newScope(m, names, origin)})
	}
	return x
}

// quoteKey quotes an instance key as Terraform's addresses do: a Go string in
// which template sequences are escaped.
func quoteKey(key string) string {
	quoted := strconv.Quote(key)
	quoted = strings.ReplaceAll(quoted, "${", "$${")
	return strings.ReplaceAll(quoted, "%{", "%%{")
}

// shape assembles the values of the instances into what the block's name
// stands for: a tuple, an object by key, or the one instance.
func (x *expansion) shape(instance func(i int) cty.Value) cty.Value {
	switch {
	case !x.known:
		return cty.DynamicVal.WithMarks(x.marks)
	case x.by == single:
		return instance(0)
	case x.by == counted:
		values := make([]cty.Value, len(x.keys))
		for i := range x.keys {
			values[i] = instance(i)
		}
		return cty.TupleVal(values)
	default:
		values := make(map[string]cty.Value, len(x.keys))
		for i, key := range x.keys {
			values[key.key.AsString()] = instance(i)
		}
		return cty.ObjectVal(values)
	}
}

// find returns the index of the instance with a key, or -1. Numbers and
// strings stand for each other as HCL converts them.
func (x *expansion) find(key cty.Value) int {
	want := cty.Number
	if x.by == each {
		want = cty.String
	}
	key, err := convert.Convert(key, want)
	if err != nil || !key.IsKnown() || key.IsNull() {
		return -1
	}
	for i, k := range x.keys {
		if k.key.RawEquals(key) {
			return i
		}
	}
	return -1
}
