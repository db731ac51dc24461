package model_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model"
)

// dumper writes nodes in a form that is the same for both languages, where
// they mean the same: addresses are the label in PascalCase.
type dumper struct {
	strings.Builder
	names    map[string]string
	differs  map[string]bool // attributes whose defaults depend on the language
	defaults bool            // whether defaults are written
}

func dump(u *graph.Unit, defaults bool) string {
	d := &dumper{names: map[string]string{}, defaults: defaults}
	for _, r := range u.Resources {
		d.names[r.Address] = logical(r)
	}
	nodes := slices.Clone(u.Nodes)
	slices.SortFunc(nodes, func(a, b *graph.Node) int {
		return strings.Compare(a.Kind+" "+d.address(a.Address), b.Kind+" "+d.address(b.Address))
	})
	for _, n := range nodes {
		d.differs = differing(n.Kind)
		fmt.Fprintf(d, "%s %s", n.Kind, d.address(n.Address))
		if n.Conditional != nil {
			d.WriteString(" if " + strings.Join(n.Conditional.Deciders, ", "))
		}
		d.WriteByte('\n')
		d.entries("", n.Attributes, "  ")
	}
	return d.String()
}

// logical is the logical id that a twin has: aws_s3_bucket.audit_logs is AuditLogs.
func logical(r *graph.Resource) string {
	if r.Language == graph.CloudFormation || r.Mode == graph.Pseudo {
		return r.Address
	}
	label := r.Address[strings.LastIndexByte(r.Address, '.')+1:]
	var b strings.Builder
	upper := true
	for _, c := range label {
		if c == '_' || c == '[' {
			upper = true
			continue
		}
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			if upper {
				c = unicode.ToUpper(c)
			}
			b.WriteRune(c)
			upper = false
		}
	}
	return b.String()
}

func (d *dumper) address(a string) string {
	address, path, embedded := strings.Cut(a, "#")
	name := d.names[address]
	if name == "" {
		return a
	}
	if !embedded {
		return name
	}
	// The languages name embedded blocks differently; their order is the same.
	_, index, _ := strings.Cut(path, "[")
	index, _, _ = strings.Cut(index, "]")
	return name + "#" + index
}

// differing names the attributes of a kind that one language doesn't have or
// gives another default.
func differing(kind string) map[string]bool {
	names := map[string]bool{}
	k, _ := model.Lookup(kind)
	for _, a := range k.Attributes {
		if a.Terraform.Default != a.CloudFormation.Default || len(a.Terraform.Paths) == 0 || len(a.CloudFormation.Paths) == 0 {
			names[a.Name] = true
		}
	}
	return names
}

func (d *dumper) entries(name string, v *graph.Value, indent string) {
	for _, key := range v.Keys() {
		if e := v.Map[key]; d.shows(name+key, e) {
			d.value(name+key, indent+key+":", e, indent)
		}
	}
}

func (d *dumper) shows(name string, v *graph.Value) bool {
	if v.Form == graph.Map && v.Origin != graph.FromDefault {
		for key, e := range v.Map {
			if d.shows(name+"."+key, e) {
				return true
			}
		}
		return len(v.Map) == 0
	}
	return v.Origin != graph.FromDefault || (d.defaults && !d.differs[name])
}

func (d *dumper) value(name, head string, v *graph.Value, indent string) {
	switch v.Form {
	case graph.Map:
		fmt.Fprintf(d, "%s\n", head)
		d.entries(name+".", v, indent+"  ")
	case graph.List:
		if len(v.List) == 0 {
			fmt.Fprintf(d, "%s []\n", head)
			return
		}
		fmt.Fprintf(d, "%s\n", head)
		for _, e := range v.List {
			d.value(name, indent+"  -", e, indent+"  ")
		}
	default:
		fmt.Fprintf(d, "%s %s\n", head, d.scalar(v))
	}
}

func (d *dumper) scalar(v *graph.Value) string {
	switch v.Form {
	case graph.Null:
		return "null"
	case graph.Bool:
		return strconv.FormatBool(v.Bool)
	case graph.Number:
		return v.Text
	case graph.String:
		if name := d.address(v.Text); name != v.Text {
			return "-> " + name
		}
		for _, name := range d.names {
			if name == v.Text {
				return "-> " + name
			}
		}
		return fmt.Sprintf("%q", v.Text)
	case graph.Unknown:
		return "unknown " + d.why(v)
	case graph.List, graph.Map:
	}
	var b dumper
	b.names = d.names
	b.value("", "", v, "")
	return strings.Join(strings.Fields(b.String()), " ")
}

func (d *dumper) why(v *graph.Value) string {
	if v.Why == nil {
		return ""
	}
	var b strings.Builder
	reason := v.Why.Reason
	if reason == graph.ReasonParameter {
		reason = graph.ReasonVariable
	}
	b.WriteString(string(reason))
	for _, p := range v.Why.Parts {
		if p.Hole == nil {
			fmt.Fprintf(&b, " %q", p.Text)
			continue
		}
		b.WriteString(" {")
		for _, ref := range p.Hole.References {
			if name := d.names[ref.To]; name != "" {
				b.WriteString(name + "." + strings.ToLower(ref.Attribute))
			}
		}
		b.WriteString("}")
	}
	if len(v.Why.OneOf) > 0 {
		b.WriteString(" one of")
		for _, one := range v.Why.OneOf {
			b.WriteString(" (" + d.scalar(one) + ")")
		}
	}
	return b.String()
}
